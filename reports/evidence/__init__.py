"""The evidence behind one finding: the pages as a WARC and a WACZ, and a protocol that tells where they came from."""

from reports.evidence.write import EvidenceFiles, write_evidence

__all__ = ["EvidenceFiles", "write_evidence"]
