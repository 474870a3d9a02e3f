"""What reading has to say besides values: every note has a stable code and its words in both languages."""

from checks.model import Note
from checks.words import Words

NOTES = {
    "empty": Words("文件是空的", "the file is empty"),
    "picture": Words(
        "文件是图片，其中的数字无法按文字读取", "the file is a picture; its numbers cannot be read as text"
    ),
    "too_large": Words("文件有 {size} MB，最多读取 {limit} MB", "the file has {size} MB; at most {limit} MB are read"),
    "format_not_read": Words("暂不能读取{format}文件；{advice}", "{format} files are not read yet; {advice}"),
    "package_damaged": Words("文件已损坏，打不开", "the file is damaged and cannot be opened"),
    "package_encrypted": Words("文件有密码，请提供无密码的版本", "the file has a password; give a version without one"),
    "package_too_large": Words("解压后过大，未读取", "unpacked it would be too large; it was not read"),
    "package_too_deep": Words("压缩包嵌套过深，未读取", "archives lie too deep inside each other; not read"),
    "not_text": Words("文件不是文本，也不是已知格式", "the file is neither text nor a known format"),
    "reader_failed": Words("读取程序在此文件上出错：{error}", "the reader failed on this document: {error}"),
    "year_conflict": Words(
        "标题写的是{title}年，统计期限写的是{period}年", "the title says {title}, the statistics period {period}"
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
        "页面嵌有其他页面，缺少的内容可能在其中：{frames}",
        "the page embeds others that may hold what it lacks: {frames}",
    ),
    "table_is_picture": Words("{table}：表格的位置是一张图片", "{table}: a picture stands in the place of the table"),
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
    "unknown_row": Words("{table}：格式中没有的一行：{text}", "{table}: a row that the form does not have: {text}"),
    "label_typo": Words("{row}：行名有误：“{text}”", "{row}: the label is misprinted: “{text}”"),
    "header_without_unit": Words("{cell}：金额的表头没有写单位", "{cell}: the header of the amount names no unit"),
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
