import { beginningOf, valuesFor } from '../../../src/explorer/recording/form-values.js';
import type { JsonSchema } from '../../../src/explorer/recording/schema.js';

const text = { type: 'string' };
const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    id: text,
    quote: { $ref: '#/$defs/Quote' },
    topics: { type: 'array', items: text },
    reviewUrl: text,
    capacity: text,
    occurredAt: text,
    extent: { type: 'string', enum: ['whole', 'part'] },
    takesBack: { type: 'string', enum: ['whole', 'part', 'nothing'] },
  },
  $defs: { Quote: { type: 'object', properties: { text } } },
};

describe('valuesFor()', () => {
  it('begins with what an entry says, without its id, and says that its date isn’t known', () => {
    const data = { id: 'x', capacity: 'spokesman', quote: { text: 'No.' }, topics: ['ukraine'] };
    const { id: _id, ...said } = data;
    expect(valuesFor(SCHEMA, data)).toEqual({ ...said, occurredAt: null });
  });

  it('takes no marker of a redaction for what somebody said', () => {
    const data = {
      capacity: '[redacted]',
      quote: { text: '[redacted]' },
      topics: ['[redacted]', 'ukraine'],
      reviewUrl: 'https://redacted.invalid/',
      occurredAt: '2024',
    };
    expect(valuesFor(SCHEMA, data)).toEqual({ quote: {}, topics: ['ukraine'], occurredAt: '2024' });
  });
});

it('beginningOf() fills in what the ledger would, and nothing else', () => {
  expect(beginningOf(SCHEMA, new URLSearchParams())).toEqual({ extent: 'whole' });
  expect(beginningOf(SCHEMA, new URLSearchParams({ takesBack: 'part', extent: 'other' }))).toEqual({
    ...{ takesBack: 'part', extent: 'whole' },
  });
});
