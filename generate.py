try:
    from handouts.__main__ import run
except KeyboardInterrupt:
    raise SystemExit(130) from None

if __name__ == "__main__":
    run()
