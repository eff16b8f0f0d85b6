from pathlib import Path

from jupyter_client.manager import run_kernel


def test_the_kernel_that_quarto_starts_has_nothing_to_warn_of(tmp_path: Path):
    said = tmp_path / "said"
    with said.open("w") as stream, run_kernel(stdout=stream, stderr=stream):
        pass  # it is ready, and is told to end

    assert said.read_text() == ""
