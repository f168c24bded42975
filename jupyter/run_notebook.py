"""Executes a notebook through its kernel with papermill and saves it with its outputs.

python run_notebook.py NOTEBOOK OUTPUT [--parameters JSON]

The parameters are an object of values by name; scripts/start.mjs checks them against the notebook.

The kernel runs in the notebook's folder. Exit code 1, with the cell and its message on stderr, if a cell fails that
isn't tagged `raises-exception`; 2 if the notebook or a parameter is unknown.
"""

import argparse
import json
import logging
import sys
from pathlib import Path

import typescript_translator  # noqa: F401  (registers itself)
from papermill.engines import NBClientEngine, papermill_engines
from papermill.iorw import load_notebook_node, write_ipynb
from papermill.parameterize import parameterize_notebook
from papermill.utils import chdir

SHOWN_SOURCE_LINES = 6


class PlainProgress(NBClientEngine):
    """Says which code cell runs: in place on a terminal, a line each in a log."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **kwargs):
        code_cells = [index for index, cell in enumerate(nb_man.nb.cells) if cell.cell_type == "code"]
        cell_start = nb_man.cell_start

        def announce(cell, cell_index=None, **rest):
            if cell.cell_type == "code":
                start, end = ("\r", "") if sys.stdout.isatty() else ("", "\n")
                position = code_cells.index(cell_index) + 1
                print(f"{start}  cell {position} of {len(code_cells)}", end=end, flush=True)
            return cell_start(cell, cell_index, **rest)

        nb_man.cell_start = announce
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        finally:
            if sys.stdout.isatty():
                print()


papermill_engines.register("plain-progress", PlainProgress)


def first_heading(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("# "):
                    return line[2:].strip()
    return None


def failed_cell(notebook):
    """The index of the cell that stopped the run, or None."""
    for index, cell in enumerate(notebook.cells):
        if cell.metadata.get("papermill", {}).get("exception"):
            return index
    return None


def describe_failure(notebook, index):
    cell = notebook.cells[index]
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    lines = cell.source.splitlines()
    shown = lines[:SHOWN_SOURCE_LINES] + (["..."] if len(lines) > SHOWN_SOURCE_LINES else [])
    errors = [output for output in cell.outputs if output.output_type == "error"]
    trace = "\n".join(errors[-1].traceback) if errors else "The kernel gave no message."
    source = "\n".join(f"    {line}" for line in shown)
    return f"Cell {code_cells.index(cell) + 1} of {len(code_cells)} failed:\n\n{source}\n\n{trace}"


def main():
    parser = argparse.ArgumentParser(description="Executes a notebook and saves it with its outputs.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--parameters", type=json.loads, default={}, metavar="JSON")
    options = parser.parse_args()
    logging.disable(logging.WARNING)

    notebook = load_notebook_node(str(options.notebook))
    if options.parameters:
        notebook = parameterize_notebook(notebook, options.parameters)
    with chdir(str(options.notebook.parent)):
        notebook = papermill_engines.execute_notebook_with_engine(
            "plain-progress",
            notebook,
            kernel_name=papermill_engines.nb_kernel_name("plain-progress", notebook),
            input_path=str(options.notebook),
            output_path=None,
            progress_bar=False,
        )

    failed = failed_cell(notebook)
    if failed is not None:
        print(describe_failure(notebook, failed), file=sys.stderr)
        sys.exit(1)
    title = first_heading(notebook)
    if title:
        notebook.metadata["title"] = title
    try:
        write_ipynb(notebook, str(options.output))
    except OSError as error:
        sys.exit(f"Expected to write {options.output}, got: {error.strerror}; choose another by --output")


if __name__ == "__main__":
    main()
