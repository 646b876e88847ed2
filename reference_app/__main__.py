"""The command line: `python -m reference_app serve`. What the commands do is in `presentation/`."""

import asyncio
from typing import Annotated, Final, NoReturn

import typer

from reference_app.application.ports import Unavailable
from reference_app.presentation import admin
from reference_app.presentation.serve import CannotListen
from reference_app.presentation.serve import serve as serve_http
from reference_app.settings import Settings, SettingsError, load_settings

cli: Final = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@cli.callback()
def main() -> None:
    """A multi-tenant identity service."""


def _settings() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        _fail(error, status=2)


def _fail(error: Exception, *, status: int) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(status)


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Instead of APP__HTTP__HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="Instead of APP__HTTP__PORT; 0: any.")
    ] = None,
) -> None:
    """Answer HTTP requests until SIGTERM or Ctrl-C."""
    settings = _settings()
    try:
        serve_http(
            host or settings.http.host,
            settings.http.port if port is None else port,
            settings,
        )
    except (CannotListen, Unavailable) as error:
        _fail(error, status=1)


@cli.command()
def migrate(
    to: Annotated[str | None, typer.Option(help="Up to this step, such as 0002.")] = None,
    back_to: Annotated[str | None, typer.Option(help="Down to this step. Loses data.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Tell differences only.")] = False,
) -> None:
    """Bring the database's tables to the newest step, or to another."""
    if [to is not None, back_to is not None, check].count(True) > 1:
        _fail(ValueError("Give one of --to, --back-to and --check."), status=2)
    settings = _settings()
    try:
        if check:
            _check(settings)
        else:
            steps = asyncio.run(admin.migrate(settings, to=to, back_to=back_to))
            typer.echo("\n".join(steps))
    except Unavailable as error:
        _fail(error, status=1)


def _check(settings: Settings) -> None:
    found = asyncio.run(admin.check(settings))
    typer.echo("\n".join(found) or "as it should be")
    if found:
        raise typer.Exit(1)


if __name__ == "__main__":
    cli(prog_name="python -m reference_app")
