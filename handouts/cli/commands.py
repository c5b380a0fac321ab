"""The commands."""

from __future__ import annotations

import argparse

from ..build import build
from ..build import status as looking
from ..build.report import BUILT, UNCHANGED, Report
from ..problems import Problems
from ..project import OUTPUT
from .packages import require
from .report import exit_code, show_faults, tell, tell_json
from .request import project_root, selection_of, today, version


def build_command(options: argparse.Namespace) -> int:
    if options.version:
        print(version())
        return 0
    from .progress import shown

    with shown(quiet=options.quiet or options.json) as on_event:
        report = build.build(
            project_root(options),
            selection_of(options),
            today=today(),
            workers=options.jobs,
            force=options.force,
            prune=options.prune,
            on_event=on_event,
        )
    return tell(report, options)


def check_command(options: argparse.Namespace) -> int:
    root = project_root(options)
    selection = selection_of(options)
    if options.pdf:
        require("check", "The check of PDF files")
    report = build.check(root, selection, today=today(), workers=options.jobs)
    verdicts = {}
    if options.pdf:
        from ..preflight.outputs import check_outputs

        for name, faults in check_outputs(root):
            report.problems += faults
            verdicts[name] = "fails" if any(fault.fatal for fault in faults) else "passes"
    if options.json:
        return tell_json(report, options, pdf=verdicts)
    for name, verdict in () if options.quiet else verdicts.items():
        print(f"{verdict} {name}")
    show_faults(report, options)
    if not options.quiet:
        good, bad = len(report.outputs(BUILT)), len(report.failed)
        faulty = f" {bad} cannot be made." if bad else ""
        print(f"Checked {good + bad} files in {report.seconds:.1f} s.{faulty} Nothing written.")
    return exit_code(report, options)


def list_command(options: argparse.Namespace) -> int:
    look = looking.status(project_root(options), selection_of(options), today())
    report = build.explain(look)
    lost = {one.output for one in report.failed}
    rows = [(job.output, look.entry(job)) for job in look.open_jobs if job.output not in lost]
    if options.json:
        handouts = [{"file": file, **entry.about} for file, entry in rows]
        return tell_json(report, options, handouts=handouts)
    for file, entry in () if options.quiet else rows:
        about = entry.about
        print(f"{entry.name}  {about['number']} v{about['version']}  {about['title']}")
        print(f"    file      {OUTPUT}/{file}")
        print(f"    editions  {', '.join(entry.editions)}")
    show_faults(report, options)
    return report.exit_code


def explain_command(options: argparse.Namespace) -> int:
    report = build.explain(looking.status(project_root(options), selection_of(options), today()))
    would = [one for one in report.outcomes if one.status in (BUILT, UNCHANGED)]
    if options.json:
        return tell_json(report, options, why={one.output: list(one.why) for one in would})
    for outcome in () if options.quiet else would:
        said = "it would be made again, because" if outcome.why else "up to date"
        print(f"{OUTPUT}/{outcome.output}: {said}")
        for why in outcome.why:
            print(f"    {why}")
    show_faults(report, options)
    return report.exit_code


def watch_command(options: argparse.Namespace) -> int:
    require("watch", "Watching")
    from ..build.watch import watch

    root, selection = project_root(options), selection_of(options)
    if not (options.json or options.quiet):
        print("Watching content and layouts. Save a file, and its handouts are made. Ctrl-C ends.")
    options.lines = True
    for report in watch(root, selection, today):
        if not (options.json or options.quiet):
            for output in report.outputs(BUILT):
                print(f"built {OUTPUT}/{output}")
        tell(report, options)
    return 0


def catalogue_command(options: argparse.Namespace) -> int:
    require("catalogue", "The catalogue")
    from .. import catalogue

    root = project_root(options)
    problems = Problems()
    path = catalogue.write(root, problems)
    report = Report(problems)
    name = path.relative_to(root).as_posix()
    if options.json:
        return tell_json(report, options, written=name)
    show_faults(report, options)
    if not options.quiet:
        print(f"Wrote {name}")
    return report.exit_code
