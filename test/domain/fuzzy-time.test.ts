import {
  canonicalTime,
  parseDayOrInstant,
  parseOccurredAt,
  parseInstantOrPeriod,
  UNDATED,
} from '../../src/domain/fuzzy-time.js';
import { InvalidTimeError } from '../../src/domain/moment.js';

const iso = (ms: number): string | number => (Number.isFinite(ms) ? new Date(ms).toISOString() : ms);
const bounds = (text: string): readonly (string | number)[] => {
  const { earliest, latest } = parseOccurredAt(text);
  return [iso(earliest), iso(latest)];
};

describe('parseOccurredAt()', () => {
  it.each([
    ['2023', '2023-01-01T00:00:00.000Z', '2023-12-31T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2023-04-20', '2023-04-20T00:00:00.000Z', '2023-04-20T23:59:59.999Z'],
    ['2023-04-20T10:30+02:00', '2023-04-20T08:30:00.000Z', '2023-04-20T08:30:00.000Z'],
    ['2023-04-20T10:30:15.123456Z', '2023-04-20T10:30:15.123Z', '2023-04-20T10:30:15.123Z'],
    ['2023-04-20T23:30:00-05:30', '2023-04-21T05:00:00.000Z', '2023-04-21T05:00:00.000Z'],
    ['2023-05/2023-07', '2023-05-01T00:00:00.000Z', '2023-07-31T23:59:59.999Z'],
    ['2023-05/2023-05', '2023-05-01T00:00:00.000Z', '2023-05-31T23:59:59.999Z'],
    ['../2024-04-04', -Infinity, '2024-04-04T23:59:59.999Z'],
    ['2023/..', '2023-01-01T00:00:00.000Z', Infinity],
    ['2023-04-20T10:30:00+0200', '2023-04-20T08:30:00.000Z', '2023-04-20T08:30:00.000Z'],
    ['2023-04-20T10:30:00-0530', '2023-04-20T16:00:00.000Z', '2023-04-20T16:00:00.000Z'],
    ['2023-04-20T10:30+02', '2023-04-20T08:30:00.000Z', '2023-04-20T08:30:00.000Z'],
    ['2023-04-20t10:30:00z', '2023-04-20T10:30:00.000Z', '2023-04-20T10:30:00.000Z'],
    ['1984~', '1984-01-01T00:00:00.000Z', '1984-12-31T23:59:59.999Z'],
    ['1984-06?', '1984-06-01T00:00:00.000Z', '1984-06-30T23:59:59.999Z'],
    ['1984-06-02%', '1984-06-02T00:00:00.000Z', '1984-06-02T23:59:59.999Z'],
    ['1984~/1986-04?', '1984-01-01T00:00:00.000Z', '1986-04-30T23:59:59.999Z'],
    ['0001', '0001-01-01T00:00:00.000Z', '0001-12-31T23:59:59.999Z'],
    ['0044-03-15', '0044-03-15T00:00:00.000Z', '0044-03-15T23:59:59.999Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z', '2000-02-29T23:59:59.999Z'],
    ['9999', '9999-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
  ])('returns for %s the range from %s to %s', (text, earliest, latest) => {
    expect(bounds(text)).toEqual([earliest, latest]);
  });

  it('returns UNDATED without a date', () => {
    expect(parseOccurredAt(undefined)).toBe(UNDATED);
  });

  it.each([
    ['', 'is not a year'],
    ['last month', 'is not a year'],
    ['23-04-20', 'is not a year'],
    ['+12023', 'is not a year'],
    ['2023-04-20T10:30Z ', 'is not a year'],
    ['0000', 'years run from 0001 to 9999'],
    ['2023-13', 'there is no month 13'],
    ['2023-00', 'there is no month 00'],
    ['2023-00-01', 'there is no month 00'],
    ['2023-02-29', 'which has 28 days'],
    ['1900-02-29', 'which has 28 days'],
    ['2023-04-31', 'which has 30 days'],
    ['2023-04-00', 'there is no day 00'],
    ['2023-04-20T10:30', 'needs an offset'],
    ['2023-04-20T24:00Z', 'no such time of day'],
    ['2023-04-20T10:60Z', 'no such time of day'],
    ['2023-04-20T10:30:60Z', 'no such time of day'],
    ['2023-04-20T10:30+16:00', 'there is no offset'],
    ['2023-04-20T10:30+02:60', 'there is no offset'],
    ['../..', 'open at both ends'],
    ['2023/2024/2025', 'is not an interval'],
    ['2023-04-20T10:30Z~', 'is not a year'],
    ['1984~~', 'is not a year'],
    ['2024/2023', 'ends before it begins'],
    ['2023-05-02/2023-05-01', 'ends before it begins'],
  ])('rejects "%s" with the message "%s"', (text, message) => {
    expect(() => parseOccurredAt(text)).toThrow(InvalidTimeError);
    expect(() => parseOccurredAt(text)).toThrow(message);
  });

  it.each([
    ['/2023', 'write ../2023'],
    ['2023/', 'write 2023/..'],
    ['20/04/2023', 'written as 2023-04-20'],
    ['04/20/2023', 'written as 2023-04-20'],
    ['20.4.2023', 'written as 2023-04-20'],
    ['3/4/2023', 'write 2023-04-03 or 2023-03-04'],
    ['4/4/2023', 'written as 2023-04-04'],
    ['2021-7-3', 'written as 2021-07-03'],
    ['2021/7/3', 'written as 2021-07-03'],
    ['2021-7', 'written as 2021-07'],
    ['2021/07', 'written as 2021-07'],
    ['7/2021', 'written as 2021-07'],
    ['20230420', 'written as 2023-04-20'],
    ['2023-04-20 10:30Z', 'written as 2023-04-20T10:30Z'],
    ['2023-04-20 10:30 +0200', 'written as 2023-04-20T10:30+0200'],
    ['2023-04-20 10:30', 'written as 2023-04-20T10:30+02:00, where +02:00 is the offset of the place'],
    ['2023-04-20 10:30 CEST', 'written as 2023-04-20T10:30+02:00, where'],
    ['2023-04-20 10:30:15', 'written as 2023-04-20T10:30:15+02:00, where'],
    ['May 2026', 'written as 2026-05'],
    ['Sept. 2023', 'written as 2023-09'],
    ['3 May 2023', 'written as 2023-05-03'],
    ['May 3, 2023', 'written as 2023-05-03'],
    ['31 April 2023', 'is not a year'],
    ['yesterday', 'write the date, such as 2026-05-03'],
    ['Today', 'write the date, such as 2026-05-03'],
    ['2023-04-20T10:30:00 02:00', 'in an address, write the plus as %2B, as in 2023-04-20T10:30:00%2B02:00'],
    ['198X', 'the interval 1980/1989'],
    ['19XX', 'the interval 1900/1999'],
    ['2004-XX', "written as 2004: leave out what isn't known"],
    ['1985-04-XX', 'written as 1985-04:'],
    ['1985-XX-XX', 'written as 1985:'],
    ['2011-21', 'such as 2011-03/2011-05'],
    ['2011-23', 'such as 2011-09/2011-11'],
    ['2011-24', 'such as 2011-12/2012-02'],
    ['2011-33', 'write its months as an interval'],
    ['2010/2011-21', 'such as 2011-03/2011-05'],
    ['c. 1984', 'written as 1984~'],
    ['~1984', 'written as 1984~'],
    ['?1984-05', 'written as 1984-05?'],
    ['1984?~', 'written as 1984%'],
  ])('rejects "%s" and shows what to write: %s', (text, hint) => {
    expect(() => parseOccurredAt(text)).toThrow(InvalidTimeError);
    expect(() => parseOccurredAt(text)).toThrow(hint);
  });

  it.each(['2023-04-20 10:30', '2023-04-20 10:30Z', 'May 2023', '3 May 2023', 'yesterday', '20.4.2023'])(
    'accepts what the rejection of "%s" shows',
    (text) => {
      const message = (error: unknown): string => (error instanceof Error ? error.message : '');
      let shown: string | undefined;
      try {
        parseOccurredAt(text);
      } catch (error) {
        shown = /(?:written as|such as) (\d[^,\s]*)/.exec(message(error))?.[1];
      }
      expect(() => parseOccurredAt(shown)).not.toThrow();
      expect(shown).toBeDefined();
    },
  );

  it('parseInstantOrPeriod() rejects an interval', () => {
    expect(parseInstantOrPeriod('2023-10').latest).toBe(Date.parse('2023-10-31T23:59:59.999Z'));
    expect(() => parseInstantOrPeriod('2023/2024')).toThrow(InvalidTimeError);
  });

  it('parseDayOrInstant() rejects a month', () => {
    expect(parseDayOrInstant('2024-04-04').latest).toBe(Date.parse('2024-04-04T23:59:59.999Z'));
    expect(parseDayOrInstant('2024-04-04T12:00Z').latest).toBe(Date.parse('2024-04-04T12:00:00.000Z'));
    expect(() => parseDayOrInstant('2024-04')).toThrow('too imprecise');
    expect(() => parseDayOrInstant('2024-04-04~')).toThrow('too imprecise');
  });
});

describe('canonicalTime()', () => {
  it.each([
    ['2023-04-20t10:30:00z', '2023-04-20T10:30:00Z'],
    ['2023-04-20T10:30:15.1230+0200', '2023-04-20T10:30:15.1230+02:00'],
    ['2023-04-20T10:30-05', '2023-04-20T10:30-05:00'],
    ['../2023-04-20t10:30z', '../2023-04-20T10:30Z'],
    ['1984~/2023-04', '1984~/2023-04'],
    ['2023/..', '2023/..'],
  ])('of %s is %s', (text, canonical) => {
    expect(canonicalTime(text)).toBe(canonical);
    expect(canonicalTime(canonical)).toBe(canonical);
    expect(parseOccurredAt(canonical)).toEqual(parseOccurredAt(text));
  });
});
