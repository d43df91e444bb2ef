#!/usr/bin/env python3
"""clang-tidy on the C++ sources that changed since the upstream branch, or on all of them.

    tools/lint.py [all]
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def git(*arguments):
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else None


def changed_files():
    base = git("merge-base", "HEAD", "@{upstream}") or ["HEAD"]
    changed = git("diff", "--name-only", "--diff-filter=d", base[0])
    if changed is None:  # there is no commit to compare with
        return None
    return set(changed + git("ls-files", "--others", "--exclude-standard"))


def sources(only):
    for folder in ("src", "tests", "bench"):
        for file in sorted((ROOT / folder).rglob("*.cpp")):
            name = file.relative_to(ROOT).as_posix()
            # The fuzz targets are not in the compile database of the dev preset.
            if "node_modules" in file.parts or name.startswith("tests/fuzz/"):
                continue
            if only is None or name in only:
                yield name


def tidy(name):
    command = ["clang-tidy-14", "-p", "build/dev", "--quiet", "--warnings-as-errors=*", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return name, done.returncode, done.stdout


def main(arguments):
    files = list(sources(None if arguments == ["all"] else changed_files()))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, (name, status, output) in enumerate(pool.map(tidy, files), 1):
            print(f"[{done}/{len(files)}] {name}" + ("" if status == 0 else ": faults"), flush=True)
            if status != 0:
                failed += 1
                print(output)
    print(f"clang-tidy: {len(files)} files looked at, {failed} with faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
