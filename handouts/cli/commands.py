"""The commands."""

from __future__ import annotations

import argparse
import json

from ..build import build
from ..build import status as survey
from ..build.build import Report
from ..project import OUTPUT
from .packages import require
from .report import print_problems, tell
from .request import project_root, selection_of, today


def build_command(options: argparse.Namespace) -> int:
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
    if options.pdf:
        from ..preflight.outputs import check_outputs

        for name, faults in check_outputs(root):
            report.problems += faults
            if not options.quiet:
                print(f"{'fails ' if faults else 'passes'} {name}")
    print_problems(report)
    if not options.quiet:
        print(f"Checked {len(report.outcomes)} files in {report.seconds:.1f} s. Nothing written.")
    return report.exit_code


def list_command(options: argparse.Namespace) -> int:
    look = survey.survey(project_root(options), selection_of(options), today())
    rows = [(job.output, look.entry(job)) for job in look.jobs]
    if options.json:
        print(json.dumps([{"file": file, **entry.about} for file, entry in rows], indent=1))
    for file, entry in () if options.json else rows:
        about = entry.about
        print(f"{entry.name}  {about['number']} v{about['version']}  {about['title']}")
        print(f"    file      {OUTPUT}/{file}")
        print(f"    editions  {', '.join(entry.editions)}")
    print_problems(Report(problems=look.problems))
    return 0 if look.complete else 1


def explain_command(options: argparse.Namespace) -> int:
    found = build.explain(project_root(options), selection_of(options), today())
    for outcome in found:
        said = "it would be made again, because" if outcome.why else "up to date"
        print(f"{OUTPUT}/{outcome.output}: {said}")
        for why in outcome.why:
            print(f"    {why}")
    return 0


def watch_command(options: argparse.Namespace) -> int:
    require("watch", "Watching")
    from ..build.watch import watch

    root, selection = project_root(options), selection_of(options)
    print("Watching content and layouts. Save a file, and its handouts are made. Ctrl-C ends.")
    for report in watch(root, selection, today):
        for output in [] if options.json else report.outputs(build.BUILT):
            print(f"built {OUTPUT}/{output}")
        tell(report, options)
    return 0


def catalogue_command(options: argparse.Namespace) -> int:
    require("catalogue", "The catalogue")
    from .. import catalogue

    print(f"Wrote {catalogue.write(project_root(options))}")
    return 0
