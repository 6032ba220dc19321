from lxml import etree

from payments.ksef.texts import MissingData, clean

NAMESPACE = "http://crd.gov.pl/wzor/2025/06/25/13775/"
TOKEN = 256
LONG = 512


class Node:
    """An element being filled in the order of the schema."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    @classmethod
    def root(cls, name: str) -> "Node":
        return cls(etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE}))  # type: ignore[dict-item]

    def child(self, name: str) -> "Node":
        return Node(etree.SubElement(self.element, f"{{{NAMESPACE}}}{name}"))

    def put(self, name: str, value: str | int, **attributes: str) -> None:
        """A value that is right as it is: a number, a date, a code."""
        element = etree.SubElement(self.element, f"{{{NAMESPACE}}}{name}", attributes)
        element.text = str(value)

    def text(self, name: str, value: str, limit: int = TOKEN) -> None:
        """What a person wrote; raises MissingData if nothing of it is left."""
        cleaned = clean(value, limit)
        if not cleaned:
            raise MissingData(name)
        self.put(name, cleaned)

    def text_if_any(self, name: str, value: str, limit: int = TOKEN) -> None:
        cleaned = clean(value, limit)
        if cleaned:
            self.put(name, cleaned)

    def to_bytes(self) -> bytes:
        return etree.tostring(self.element, xml_declaration=True, encoding="UTF-8")
