/**
 * What to write instead of a common form of a time that the ledger doesn't read: it is ambiguous, or an interval says the
 * same. Undefined if the form isn't known.
 */
export function timeHint(text: string): string | undefined {
  for (const [form, hint] of HINTS) {
    const match = form.exec(text);
    const found = match && hint(match.slice(1).map((part: string | undefined) => part ?? ''));
    if (found != null && found !== mustBe(text)) return `"${text}" ${found}`;
  }
  return undefined;
}

type Hint = (parts: readonly string[]) => string | undefined;

const two = (digits: string): string => digits.padStart(2, '0');
const mustBe = (text: string): string => `must be written as ${text}`;

const OFFSET = /^(?:Z|[+-]\d\d(?::?\d\d)?)$/i;

const HINTS: readonly (readonly [RegExp, Hint])[] = [
  // An unescaped plus in a query is a space.
  [
    /^(\S*\d[Tt][\d:.]+) (\d\d:?\d\d)$/,
    ([time, offset]) => `has a space before ${offset}: in an address, write the plus as %2B, as in ${time}%2B${offset}`,
  ],
  [
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(\S*)$/,
    ([day, time, offset = '']) => mustBe(OFFSET.test(offset) ? `${day}T${time}${offset}` : atPlace(`${day}T${time}`)),
  ],
  [/^(?:(\d{1,2})\.? )?([a-z]{3,9})\.?,? (\d{4})$/i, ([day = '', month = '', year = '']) => named(day, month, year)],
  [/^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i, ([month = '', day = '', year = '']) => named(day, month, year)],
  [
    /^(?:today|yesterday|tomorrow|now)$/i,
    () => 'is another day each time it is read: write the date, such as 2026-05-03',
  ],
  [
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/,
    ([year, , month = '', day = '']) => mustBe(`${year}-${two(month)}-${two(day)}`),
  ],
  [/^(\d{4})(\d\d)(\d\d)$/, ([year, month, day]) => mustBe(`${year}-${month}-${day}`)],
  [
    /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/,
    ([first = '', , second = '', year = '']) => dayAndMonth(first, second, year),
  ],
  [/^(\d{4})[-/.](0?[1-9]|1[0-2])$/, ([year, month = '']) => mustBe(`${year}-${two(month)}`)],
  [/^(0?[1-9]|1[0-2])[-/.](\d{4})$/, ([month = '', year]) => mustBe(`${year}-${two(month)}`)],
  [/^(\d{4})-(2[1-9]|3\d|4[01])$/, ([year = '', code = '']) => season(Number(year), Number(code))],
  [/^(\d{3})[Xx]$/, ([decade]) => mustBe(`the interval ${decade}0/${decade}9`)],
  [/^(\d\d)[Xx]{2}$/, ([century]) => mustBe(`the interval ${century}00/${century}99`)],
  [/^(\d{4}(?:-\d\d)?)(?:-[Xx]{2}){1,2}$/, ([known]) => mustBe(`${known}: leave out what isn't known`)],
  [/^(?:c\.?|ca\.?|circa|about|~) ?(\d{4}(?:-\d\d){0,2})$/i, ([date]) => mustBe(`${date}~`)],
  [/^\?(\d{4}(?:-\d\d){0,2})$/, ([date]) => mustBe(`${date}?`)],
  [/^(\d{4}(?:-\d\d){0,2})(?:\?~|~\?)$/, ([date]) => mustBe(`${date}%`)],
  [/^\/(.+)$/, ([end]) => `has no beginning: write ../${end} if it isn't known`],
  [/^(.+)\/$/, ([begin]) => `has no end: write ${begin}/.. if it isn't known`],
];

/** Which offset is the right one depends on the place. */
const atPlace = (time: string): string => `${time}+02:00, where +02:00 is the offset of the place from UTC`;

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** A month by its English name or its beginning, with a day or without one. */
function named(day: string, monthName: string, year: string): string | undefined {
  const month = MONTHS.findIndex((name) => name.startsWith(monthName.toLowerCase())) + 1;
  const lastDay = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  if (month === 0 || (day !== '' && (Number(day) < 1 || Number(day) > lastDay))) return undefined;
  return mustBe([year, two(String(month)), ...(day === '' ? [] : [two(day)])].join('-'));
}

function dayAndMonth(first: string, second: string, year: string): string | undefined {
  const asDay = `${year}-${two(second)}-${two(first)}`;
  const asMonth = `${year}-${two(first)}-${two(second)}`;
  if (Number(first) > 12 && Number(second) > 12) return undefined;
  if (Number(first) > 12 || first === second) return mustBe(asDay);
  return Number(second) > 12 ? mustBe(asMonth) : `can be two days: write ${asDay} or ${asMonth}`;
}

/** EDTF counts spring, summer, autumn and winter from 21, and other parts of a year up to 41. */
function season(year: number, code: number): string {
  if (code > 24) return 'is a part of a year: write its months as an interval, such as 2023-03/2023-05';
  const month = (after: number): string => {
    const at = 2 + (code - 21) * 3 + after;
    return `${String(year + Math.floor(at / 12)).padStart(4, '0')}-${two(String((at % 12) + 1))}`;
  };
  return `is a season, which comes at another time in each hemisphere: write its months, such as ${month(0)}/${month(2)}`;
}
