try:
    from handouts.__main__ import start
except KeyboardInterrupt:
    raise SystemExit(130) from None

if __name__ == "__main__":
    start()
