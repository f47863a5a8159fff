"""Strings that files are known to break, in many scripts."""

import re

NASTY = (
    'He said "no"', '""', "'", "''", "'=1", "'quoted'", "=1+1", '=HYPERLINK("http://x","y")',
    "+49 30", "-1", "-", "@SUM(A1)", "\t tab first", "\rreturn first", "\nline first",
    "one\ntwo\r\nthree\rfour", "a,b;c\td", "|", "a|b||c|", "\\", "\\e", "\\|", "a\\",
    "\\\\|\\e|", "\ufeffmarked", "mid\ufeffdle", " leading", "trailing ", "\u00a0nbsp\u00a0",
    "\u2028line\u2029paragraph\x85next", "\x0bvt\x0cff", "\u200bzero\u200dwidth\u2060",
    "\u202eright to left\u202c", "\u2066isolate\u2069", "e\u0301 é", "\u0301leading accent",
    "😀", "👩‍👩‍👧‍👦", "𐍈𝒜𠮷", "ﷺ", "İıßſ", "007", "00123", "1e5", "1E400", "1.0", "1,5", "0x1F",
    "12345678901234567890", "TRUE", "true", "False", "null", "None", "NULL", "NaN", "nan",
    "inf", "#N/A", "#REF!", "2024-01-02", "1/2", "3-4", "Mar-5", "10:30",
    "2024-01-02T03:04:05Z", "50%", "$5", "1 234", "<b>&amp;</b>", "<script>alert(1)</script>",
    "]]>", "{{ x }}", "%s %(x)s", "[1, 2]", '{"a": 1}', "_x000D_", "_x0041_", "x" * 199,
    "; DROP TABLE", "C:\\new\\table", "http://example.org/?a=1&b=2", "~", "`", "#", "..",
    "a  b   c", "é" * 60, "ÅÅ", "Ǆ", "x\ty",
)  # fmt: skip
"""Values that fit every field of 200 characters or more and show something."""

SCRIPTS = {
    "en": "The court said that “Moscow fell”, as the papers of 1940 show 😀 once more.",
    "ru": "Суд сказал: «Москва пала», как видно из бумаг 1940 года.",
    "ja": "裁判所は「モスクワは陥落した」と述べ、一九四〇年の文書がそれを示す。𠮷野家",
    "ar": "قالت المحكمة إن «موسكو سقطت» كما تبين أوراق عام ١٩٤٠.",
    "he": "בית המשפט אמר כי ”מוסקבה נפלה“, כפי שמראים הניירות.",
    "hi": "अदालत ने कहा कि “मॉस्को गिर गया”, जैसा कागज़ दिखाते हैं।",
    "th": "ศาลกล่าวว่า “มอสโกแตกแล้ว” ตามเอกสารปี ๑๙๔๐",
    "el": "Το δικαστήριο είπε ότι «η Μόσχα έπεσε», όπως δείχνουν τα χαρτιά.",
    "vi": "Tòa án nói rằng “Mát-xcơ-va đã thất thủ”, như giấy tờ cho thấy.",
    "und": "👩‍👩‍👧‍👦 e\u0301\u0323 \u202eabc\u202c \ufeff=1 | \\ 'x' \u2028 \t \x85 ﷺ",
}
DATES = (
    "",
    "1940",
    "1940-09",
    "1940-09-27",
    "1941-07/1941-09",
    "1919/..",
    "2021~",
    "XXXX-08-25",
    "-0044",
)
LONG = 40_000
IN_SPREADSHEETS = [
    value for value in NASTY if not re.search("[\\x00-\\x08\\x0b-\\x1f]|_x[0-9A-F]{4}_", value)
]
"""Those that an XLSX file can hold."""
