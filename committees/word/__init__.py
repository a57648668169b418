"""Minutes and agendas as Word files, for councils that must hand them out. Made from the data that is printed."""

from .agendas import agenda_docx
from .minutes import minutes_docx

__all__ = ["agenda_docx", "minutes_docx"]
