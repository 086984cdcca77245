import { problemKinds } from '../http/problem.js';
import { problemHeaders } from './headers.js';
import { ref, type Schema } from './schema.js';

/** The answers that are problems, by the names under which operations refer to them: one for each status. */
export function problemResponses(): Record<string, Schema> {
  const statuses = new Set(problemKinds().map(({ status }) => status));
  return Object.fromEntries([...statuses].map((status) => [nameOf(status), problemResponse(status)]));
}

export const problemRef = (status: number): Schema => ({ $ref: `#/components/responses/${nameOf(status)}` });

const nameOf = (status: number): string => `Problem${status}`;

function problemResponse(status: number): Schema {
  const kinds = problemKinds().filter((kind) => kind.status === status);
  const types = [...new Set(kinds.map(({ type }) => type))];
  const titles = [...new Set(kinds.map(({ title }) => title))];
  return {
    description: `${titles.join('. ')}.`,
    ...problemHeaders(status),
    content: {
      'application/problem+json': {
        schema: { allOf: [ref('Problem')], properties: { status: { const: status }, type: { enum: types } } },
      },
    },
  };
}
