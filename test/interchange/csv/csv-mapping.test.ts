import { CsvFileError } from '../../../src/interchange/csv/csv-errors.js';
import { type CsvMapping, parseMapping, RowReader } from '../../../src/interchange/csv/csv-mapping.js';

describe('parseMapping', () => {
  it('reads columns, words and defaults', () => {
    const mapping = {
      columns: { Behauptung: 'claim' },
      words: { 'what happened': { behauptet: 'asserted' } },
      defaults: { 'claim language': 'de' },
    };
    expect(parseMapping(JSON.stringify(mapping))).toEqual(mapping);
    expect(parseMapping('{}')).toEqual({});
  });

  it.each([
    ['{', 'not JSON'],
    ['[]', 'must be a JSON object'],
    ['{"column": {}}', '"column" must be one of: columns, words, defaults'],
    ['{"columns": []}', '"columns" must be an object'],
    ['{"columns": {"Wer": "speaker"}}', 'names the column "speaker". The template has: claim,'],
    ['{"columns": {"Wer": 3}}', '"Wer" must be text'],
    ['{"defaults": {"language": "de"}}', 'names the column "language"'],
    ['{"words": {"verb": {"sagt": "asserted"}}}', 'names the column "verb"'],
    ['{"words": {"what happened": {"sagt": 3}}}', 'must be text'],
    ['{"words": {"what happened": "asserted"}}', 'must be an object'],
  ])('rejects %s', (text, message) => {
    expect(() => parseMapping(text)).toThrow(CsvFileError);
    expect(() => parseMapping(text)).toThrow(message);
  });
});

describe('RowReader', () => {
  const read = (header: string[], row: string[], mapping?: CsvMapping) => new RowReader(header, mapping).read(row);

  it('finds columns whatever their case and spaces, and leaves out empty cells', () => {
    expect(read([' Claim', 'WHO  said it', 'when'], ['It rains. ', ' TASS', '  '])).toEqual({
      claim: 'It rains.',
      'who said it': 'TASS',
    });
  });

  it('reads an empty row as nothing, whatever the defaults', () => {
    expect(read(['claim'], ['', 'beyond'], { defaults: { 'claim language': 'en' } })).toBeUndefined();
  });

  it('maps columns and words, and fills in defaults', () => {
    const mapping: CsvMapping = {
      columns: { wer: 'who said it', Aussage: 'claim' },
      words: { 'what happened': { Behauptet: 'asserted' } },
      defaults: { 'claim language': 'de', 'how they know': 'none given' },
    };
    const header = ['Aussage', 'Wer', 'what happened', 'how they know'];
    expect(read(header, ['Es regnet.', 'dpa', 'behauptet', ''], mapping)).toEqual({
      claim: 'Es regnet.',
      'who said it': 'dpa',
      'what happened': 'asserted',
      'claim language': 'de',
      'how they know': 'none given',
    });
    expect(read(header, ['Es regnet.'], mapping)).toEqual({ claim: 'Es regnet.', 'claim language': 'de' });
  });

  it('prefers a mapped column to one of the same name as the template', () => {
    const mapping = { columns: { Sentence: 'claim' } };
    expect(read(['claim', 'Sentence'], ['7', 'It rains.'], mapping)).toEqual({ claim: 'It rains.' });
    expect(new RowReader(['claim', 'Sentence', ''], mapping).unused).toEqual(['claim']);
  });

  it.each([
    [['who', 'said'], {}, 'must name the columns, "claim" or "claim id" among them. It has: who, said.'],
    [['claim', 'Claim '], {}, 'Two columns of the file stand for "claim"'],
    [['claim'], { columns: { Wer: 'who said it' } }, 'names the column "wer", which the file lacks'],
  ])('rejects the header %j', (header, mapping, message) => {
    expect(() => new RowReader(header, mapping as CsvMapping)).toThrow(message);
  });
});
