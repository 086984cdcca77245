import { parseCsv } from '../../../src/interchange/csv/csv-table.js';
import { type MappedRow, MappedTable } from '../../../src/interchange/csv/map-table.js';
import { directory, mapped } from './mapped-rows.js';

const errorsOf = (rows: readonly MappedRow[]) => rows.flatMap((row) => ('error' in row ? [row.error] : []));

/** The error of a spreadsheet with one row. */
async function errorOf(cells: Readonly<Record<string, string>>) {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const all = { 'claim id': 'rain', 'what happened': 'asserted', 'who said it': 'TASS', ...cells };
  const csv = [Object.keys(all), Object.values(all)].map((row) => row.map(quote).join(',')).join('\n');
  return errorsOf(await mapped(csv))[0];
}

describe('a row that cannot be used', () => {
  it.each([
    [{ when: '3/4/2024' }, 'when', '"3/4/2024" can be two days: write 2024-04-03 or 2024-03-04.'],
    [{ when: '3.5.2026' }, 'when', '"3.5.2026" can be two days: write 2026-05-03 or 2026-03-05.'],
    [{ when: '4. April 2024' }, 'when', '"4. April 2024" must be written as 2024-04-04.'],
    [{ when: 'Ostern 2024' }, 'when', 'Write year-month-day, as 2024-04-20'],
    [{ when: '20.04.2024' }, 'when', '"20.04.2024" must be written as 2024-04-20.'],
    [{ when: '2024-13-01' }, 'when', 'there is no month 13'],
    [{ when: '2024-04-20 10:30' }, 'when', '2024-04-20T10:30+02:00'],
    [{ published: 'yesterday', title: 'Rain', publisher: 'TASS' }, 'published', 'write the date, such as 2026-05-03.'],
    [{ claim: 'It rains.' }, 'claim language', 'Write the language of the claim, such as en or de.'],
    [{ 'who said it': 'Jane Roe' }, 'who said it', '"Jane Roe (person)"'],
    [{ 'who said it': 'El Pais' }, 'who said it', 'may be any of el-pais, pais'],
    [{ 'who said it': 'TASS (person)' }, 'who said it', 'is registered as outlet, not as person'],
    [{ 'kind of speaker': 'newspaper', 'who said it': 'X' }, 'kind of speaker', 'must be one of: outlet,'],
    [{ 'who said it': 'a source (unnamed)' }, 'who said it', 'Fill in "publisher"'],
    [{ 'what happened': 'whispered' }, 'what happened', 'must be one of: asserted, reported,'],
    [{ 'what happened': '' }, 'what happened', '"who said it" is filled in'],
    [{ 'what happened': '', 'who said it': '' }, 'what happened', 'The row records nothing'],
    [{ 'claim id': 'Rain!' }, 'claim id', 'is not an id'],
    [{ 'claim id': '' }, 'claim', 'names no claim'],
    [{ 'where to read it': 'page 3' }, 'where to read it', 'neither a URL'],
    [{ 'where to read it': 'https://new.example' }, 'publisher', 'Fill in who published it'],
    [{ primary: 'maybe' }, 'primary', 'must be yes or no'],
  ])('is named with its column: %j', async (cells, column, message) => {
    expect(await errorOf(cells)).toEqual({ row: 2, column, message: expect.stringContaining(message) as unknown });
  });

  it('is named with the column as the file names it, and leaves the other rows as they are', async () => {
    const rows = await mapped('claim id;Verb;Wer;Wann\nrain;asserted;TASS;gestern\n\nrain;asserted;TASS;2024\n', {
      columns: { verb: 'what happened', wer: 'who said it', wann: 'when' },
    });
    expect(rows).toMatchObject([
      { row: 2, error: { column: 'Wann' } },
      { row: 4, lines: [{}] },
    ]);
  });

  it('registers nobody for later rows', async () => {
    const rows = await mapped(
      'claim id,what happened,who said it,when\nrain,asserted,Jane Roe (person),?\nrain,asserted,Jane Roe,2024\n',
    );
    expect(errorsOf(rows)).toMatchObject([{ row: 2 }, { row: 3, column: 'who said it' }]);
  });

  it('registers a claim otherwise than a row above', async () => {
    const rows = await mapped(
      'claim id,claim,claim language,topics\nrain,It rains.,en,a\nrain,It rains.,en,b\nrain,It pours.,en,a',
    );
    expect(errorsOf(rows)).toEqual([
      { row: 3, column: 'topics', message: 'Row 2 registers this claim with another value.' },
      { row: 4, column: 'claim', message: 'Row 2 registers this claim with another value.' },
    ]);
  });
});

it('names the column for each field of a command', async () => {
  const [row] = await mapped(
    [
      'claim id,claim,claim language,what happened,who said it,citing,where to read it,publisher',
      'rain,It rains.,en,asserted,X (person),Y (person),https://new.example/a,Z',
    ].join('\n'),
  );
  const lines = row && 'lines' in row ? row.lines : [];
  const columns = (type: string, ...pointers: string[]) =>
    pointers.map((pointer) => lines.find(({ command }) => command['type'] === type)?.columnOf(pointer));
  expect(columns('ClaimAsserted', '/by/0', '/cites/0/actor', '/cites/0/use', '/occurredAt', '/id', '')).toEqual([
    'who said it',
    'citing',
    'how it cites',
    'when',
    'entry id',
    undefined,
  ]);
  expect(columns('ClaimRegistered', '/text', '/language', '/claim', '')).toEqual([
    'claim',
    'claim language',
    'claim id',
    'claim',
  ]);
  expect(columns('DocumentRegistered', '/publisher', '/url', '')).toEqual([
    'publisher',
    'where to read it',
    'where to read it',
  ]);
  expect(
    lines.filter(({ command }) => command['type'] === 'ActorRegistered').map(({ columnOf }) => columnOf('/name')),
  ).toEqual(['publisher', 'citing', 'who said it']);
});

it('has a limit of rows', () => {
  const csv = `claim\n${'x\n'.repeat(100_001)}`;
  expect(() => new MappedTable(parseCsv(Buffer.from(csv)), directory)).toThrow('at most 100000 rows');
});
