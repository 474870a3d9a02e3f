"""What reading has to say besides values: every note has a stable code and its words in both languages."""

from checks.model import Note
from checks.words import Words

NOTES = {
    "empty": Words("文件是空的", "the file is empty"),
    "pages_are_pictures": Words(
        "第 {pages} 页是图片，其中的数字无法按文字读取；安装 duban[ocr] 后可识别",
        "pages {pages} are pictures; their numbers cannot be read as text; with duban[ocr] installed they can be",
    ),
    "second_opinion": Words(
        "{cells}：两种读法读出的结果不同，两种都列出", "{cells}: two ways of reading the file differ; both are given"
    ),
    "picture": Words(
        "文件是图片，其中的数字无法按文字读取；安装 duban[ocr] 后可识别",
        "the file is a picture; its numbers cannot be read as text; with duban[ocr] installed they can be",
    ),
    "picture_not_recognised": Words(
        "文件是图片，没有识别出文字", "the file is a picture; no writing was recognised in it"
    ),
    "text_by_ocr": Words(
        "文字由图片识别得来，可能有误，请对照原图", "the text was recognised in pictures; compare it with the original"
    ),
    "too_large": Words("文件超过 {limit} MB，未读取", "the file is larger than {limit} MB; it was not read"),
    "page_too_large": Words(
        "文件超过 {limit} 个标记，远多于任何年度报告，未读取",
        "the file has more than {limit} tags, far more than any report; it was not read",
    ),
    "page_too_deep": Words(
        "网页元素嵌套超过 {limit} 层，未读取",
        "the elements of the page lie more than {limit} deep inside each other; it was not read",
    ),
    "table_too_large": Words(
        "文件中的表格超过 {limit} 个单元格，远多于任何年度报告，未读取",
        "the tables of the file have more than {limit} cells, far more than any report; it was not read",
    ),
    "text_too_long": Words(
        "正文超过 {limit} 个字符，远多于任何年度报告，未读取",
        "the text has more than {limit} characters, far more than any report; it was not read",
    ),
    "too_many_pages": Words(
        "文件有 {pages} 页，超过 {limit} 页，未读取", "the file has {pages} pages, more than {limit}; it was not read"
    ),
    "pages_side_by_side": Words(
        "第 {page} 页把两页并排印在一张上，文字与表格会混在一起，未读取；请提供逐页的文件",
        "page {page} prints two pages side by side, whose text and tables would mix; it was not read; "
        "give a file with one page after the other",
    ),
    "package_with_entities": Words(
        "文件内有 Word 不会写出的实体声明，未读取",
        "the file declares entities, which Word never writes; it was not read",
    ),
    "hidden_sheets": Words("隐藏的工作表未读取：{sheets}", "hidden sheets were not read: {sheets}"),
    "reader_timeout": Words("读取超过 {seconds} 秒，已停止", "reading took more than {seconds} s and was stopped"),
    "reader_crashed": Words("读取程序在此文件上崩溃", "the reading process died on this document"),
    "format_not_read": Words("暂不能读取{format}文件；{advice}", "{format} files are not read yet; {advice}"),
    "doc_not_converted": Words(
        "旧版 Word 或 WPS 文件无法转换（{error}）；请安装 LibreOffice，或另存为 DOCX",
        "the old Word or WPS file could not be converted ({error}); install LibreOffice, or save it as DOCX",
    ),
    "macros_not_run": Words("文件带有宏，没有运行", "the file carries macros; they were not run"),
    "package_damaged": Words("文件已损坏，打不开", "the file is damaged and cannot be opened"),
    "text_without_place": Words(
        "文件有损坏：有数字不知在页面何处", "the file is damaged: nothing tells where on its page a figure stands"
    ),
    "package_encrypted": Words("文件有密码，请提供无密码的版本", "the file has a password; give a version without one"),
    "package_too_large": Words("解压后过大，未读取", "unpacked it would be too large; it was not read"),
    "package_too_deep": Words("压缩包嵌套过深，未读取", "archives lie too deep inside each other; not read"),
    "not_text": Words("文件不是文本，也不是已知格式", "the file is neither text nor a known format"),
    "reader_failed": Words("读取程序在此文件上出错：{error}", "the reader failed on this document: {error}"),
    "year_conflict": Words(
        "标题写的是{title}年，统计期限写的是{period}年", "the title says {title}, the statistics period {period}"
    ),
    "year_of_text": Words(
        "标题写的是{title}年，正文讲的是{text}年，没有提到{title}年",
        "the title says {title}, the text speaks of {text} and never of {title}",
    ),
    "other_report": Words(
        "读取的是《{title}》；同一文件中还有《{other}》，未读取",
        "《{title}》 was read; the same file holds 《{other}》 as well, which was not read",
    ),
    "form_by_year": Words(
        "没有找到法定表格，按年度应用的格式列出各项",
        "no statutory table was found; the form is the one prescribed for the year",
    ),
    "attachment_present": Words(
        "页面链接了附件，缺少的内容可能在其中：{places}",
        "the page links to files that may hold what it lacks: {places}",
    ),
    "frame_present": Words(
        "页面嵌有其他页面，缺少的内容可能在其中：{places}",
        "the page embeds others that may hold what it lacks: {places}",
    ),
    "table_is_picture": Words("{table}：表格的位置是一张图片", "{table}: a picture stands in the place of the table"),
    "table_by_ocr": Words(
        "{table}：表格是图片，数字由识别得来，请对照原图",
        "{table}: the table is a picture; its figures were recognised, compare them with the original",
    ),
    "columns_reordered": Words("各列的顺序与格式不同：{columns}", "the columns stand in another order: {columns}"),
    "columns_not_aligned": Words(
        "{table}：{rows} 行中有 {bad} 行的数字与列对不上（{example}）",
        "{table}: in {bad} of {rows} rows the printed values cannot be laid on the columns ({example})",
    ),
    "joined_digits": Words(
        "{table}：{rows} 行中有 {bad} 行的数字连在一起，没有分隔（{example}）",
        "{table}: in {bad} of {rows} rows the digits of several cells are printed without a space ({example})",
    ),
    "row_not_aligned": Words(
        "{row} 印有 {printed} 个值，应为 {columns} 列", "{row}: {printed} values are printed for {columns} columns"
    ),
    "row_joined": Words(
        "{row} 起：“{text}”是 {columns} 个单元格的数字", "{row} and on: “{text}” stands for {columns} cells"
    ),
    "row_cut_off": Words(
        "该行在第 {seen} 格之后中断，共应 {columns} 格，缺少：{cells}",
        "the row breaks off after {seen} of {columns} cells; not there: {cells}",
    ),
    "row_repeated": Words(
        "{row}：这一行出现多次，数字不一致", "{row}: the row is printed more than once with different numbers"
    ),
    "unknown_row": Words("{table}：格式中没有的一行：{text}", "{table}: a row that the form does not have: {text}"),
    "label_typo": Words("{row}：行名有误：“{text}”", "{row}: the label is misprinted: “{text}”"),
    "header_without_unit": Words("{cell}：金额的表头没有写单位", "{cell}: the header of the amount names no unit"),
    "header_in_other_unit": Words(
        "{cell}：金额的表头写的单位是{unit}，格式为万元", "{cell}: the header of the amount says {unit}, the form 万元"
    ),
    "row_displaced": Words("{row}：这一行不在格式规定的位置", "{row}: the row does not stand where the form has it"),
    "cut_off": Words("网页在中途断开，后面的内容没有收到", "the page breaks off; what follows was not received"),
    "unknown_column": Words(
        "{row}：表头有格式中没有的一列：“{text}”", "{row}: the header has a column that the form does not: “{text}”"
    ),
    "broken_characters": Words("有 {count} 个字符已损坏，无法识别", "{count} characters are broken and cannot be told"),
    "unreadable_cell": Words("{cell}：“{text}”不是数字", "{cell}: “{text}” is no number"),
    "unit_converted": Words(
        "{cell}：原文单位为{unit}：{text} = {value} 万元", "{cell}: printed in {unit}: {text} = {value} 万元"
    ),
    "unit_in_cell": Words("{cell}：单元格内带有单位：“{text}”", "{cell}: the cell carries a unit: “{text}”"),
    "remark_in_cell": Words("{cell}：单元格内带有说明：“{text}”", "{cell}: the cell carries a remark: “{text}”"),
}

_LONGEST = 60


def note(code: str, place: str = "", **values: object) -> Note:
    """Return the note of a code with its values filled in; long raw texts are shortened."""
    shown = {name: _short(value) if isinstance(value, str) else value for name, value in values.items()}
    words = NOTES[code]
    return Note(code, words.fill("zh", shown), place, words.fill("en", shown))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
