import {
  InvalidTimeError,
  parseDayOrInstant,
  parseOccurredAt,
  parseInstantOrPeriod,
  UNDATED,
} from '../../src/domain/fuzzy-time.js';

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
    ['2023-4-2', 'is not a year'],
    ['20230420', 'is not a year'],
    ['+12023', 'is not a year'],
    ['2023-04-20T10:30Z ', 'is not a year'],
    ['2023-04-20 10:30Z', 'is not a year'],
    ['0000', 'years run from 0001 to 9999'],
    ['2023-13', 'there is no month 13'],
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
    ['/2023', 'is not a year'],
    ['2023/', 'is not a year'],
    ['2023/2024/2025', 'more than one slash'],
    ['2024/2023', 'ends before it begins'],
    ['2023-05-02/2023-05-01', 'ends before it begins'],
  ])('rejects "%s" with the message "%s"', (text, message) => {
    expect(() => parseOccurredAt(text)).toThrow(InvalidTimeError);
    expect(() => parseOccurredAt(text)).toThrow(message);
  });

  it('parseInstantOrPeriod() rejects an interval', () => {
    expect(parseInstantOrPeriod('2023-10').latest).toBe(Date.parse('2023-10-31T23:59:59.999Z'));
    expect(() => parseInstantOrPeriod('2023/2024')).toThrow(InvalidTimeError);
  });

  it('parseDayOrInstant() rejects a month', () => {
    expect(parseDayOrInstant('2024-04-04').latest).toBe(Date.parse('2024-04-04T23:59:59.999Z'));
    expect(parseDayOrInstant('2024-04-04T12:00Z').latest).toBe(Date.parse('2024-04-04T12:00:00.000Z'));
    expect(() => parseDayOrInstant('2024-04')).toThrow('too imprecise');
  });
});
