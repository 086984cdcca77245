import { writtenInterval } from '../../../../src/explorer/components/acts/occurred-text.js';
import { parseOccurredAt } from '../../../../src/domain/fuzzy-time.js';

const isoOf = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : undefined);

it.each([
  '2023',
  '2024-02',
  '2024-04-04',
  '2024-04-04T10:30:00.000Z',
  '2023-05-01/2023-07-31',
  '2024-01-01/2024-02-15',
  '../2024-04-04',
  '2023-01-01/..',
])('writes the interval of %s as it was recorded', (text) => {
  const { earliest, latest } = parseOccurredAt(text);
  const [from, to] = [isoOf(earliest), isoOf(latest)];
  expect(writtenInterval({ ...(from && { from }), ...(to && { to }) })).toBe(text);
});
