"""The schema of RFC 4287 for what duban writes, and the rules that a schema cannot say."""

from lxml import etree

ATOM = etree.RelaxNG(
    etree.fromstring(
        """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><ref name="common"/><interleave>
    <oneOrMore><ref name="author"/></oneOrMore>
    <zeroOrMore><ref name="category"/></zeroOrMore>
    <optional><element name="generator"><optional><attribute name="uri"><data type="anyURI"/></attribute></optional>
      <optional><attribute name="version"/></optional><text/></element></optional>
    <ref name="id"/>
    <zeroOrMore><ref name="link"/></zeroOrMore>
    <optional><element name="subtitle"><ref name="text"/></element></optional>
    <element name="title"><ref name="text"/></element>
    <ref name="updated"/>
    <zeroOrMore><ref name="entry"/></zeroOrMore>
  </interleave></element></start>
  <define name="entry"><element name="entry"><ref name="common"/><interleave>
    <zeroOrMore><ref name="author"/></zeroOrMore>
    <zeroOrMore><ref name="category"/></zeroOrMore>
    <element name="content"><attribute name="type"><value>text</value></attribute><text/></element>
    <ref name="id"/>
    <zeroOrMore><ref name="link"/></zeroOrMore>
    <optional><element name="published"><ref name="date"/></element></optional>
    <element name="title"><ref name="text"/></element>
    <ref name="updated"/>
  </interleave></element></define>
  <define name="common"><optional><attribute name="xml:lang"><data type="language"/></attribute></optional></define>
  <define name="text"><optional><attribute name="type"><choice><value>text</value><value>html</value></choice>
    </attribute></optional><text/></define>
  <define name="author"><element name="author"><interleave><element name="name"><text/></element>
    <optional><element name="uri"><data type="anyURI"/></element></optional>
    <optional><element name="email"><data type="string"><param name="pattern">.+@.+</param></data></element></optional>
  </interleave></element></define>
  <define name="category"><element name="category"><attribute name="term"/>
    <optional><attribute name="scheme"><data type="anyURI"/></attribute></optional>
    <optional><attribute name="label"/></optional></element></define>
  <define name="id"><element name="id"><data type="anyURI"><param name="minLength">1</param></data></element></define>
  <define name="link"><element name="link"><attribute name="href"><data type="anyURI"/></attribute>
    <optional><attribute name="rel"/></optional>
    <optional><attribute name="type"><data type="string"><param name="pattern">.+/.+</param></data></attribute>
    </optional>
  </element></define>
  <define name="updated"><element name="updated"><ref name="date"/></element></define>
  <define name="date"><data type="dateTime"><param name="pattern">.+(Z|[+\\-]\\d\\d:\\d\\d)</param></data></define>
</grammar>"""
    )
)


def valid_feed(data: bytes) -> etree._Element:
    """Return a feed once it meets the schema, its ids are unique, and no entry is newer than the feed."""
    root = etree.fromstring(data)
    ATOM.assertValid(root)
    ids = [element.text for element in root.iter("{*}id")]
    assert len(ids) == len(set(ids))
    updated = [element.text for element in root.iter("{*}updated")]
    assert updated[0] == max(updated)
    assert len(root.findall("{*}link[@rel='self']")) == 1
    return root
