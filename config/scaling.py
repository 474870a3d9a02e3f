"""What another machine does for this one: the tables `[reading]` and `[archive]`."""

from urllib.parse import urlsplit

from pydantic import Field, field_validator

from config.files import Record


class Reading(Record):
    """Where documents are read.

    Attributes:
        executor: `dask:` and the address of the scheduler of a Dask cluster; empty for this machine.
    """

    executor: str = Field(
        "", pattern=r"^(dask:(tcp|tls)://\S+:\d+)?$", description='"dask:tcp://HOST:PORT", or empty for this machine'
    )


class ArchivePlace(Record):
    """Where payloads are kept.

    Attributes:
        url: a place that fsspec knows (`s3://bucket/duban`, `sftp://host/duban`, `file:///mnt/duban`); empty for the
            folder `archive` of the workspace. Credentials come from the environment.
    """

    url: str = Field(
        "", pattern=r"^([a-z][a-z0-9+.-]*://\S*)?$", description='an address such as "s3://bucket/duban", or empty'
    )

    @field_validator("url")
    @classmethod
    def _no_secret(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.password or parts.query:
            raise ValueError("must not hold a password or a key: give it in the environment, see docs/scaling.md")
        return url.rstrip("/")
