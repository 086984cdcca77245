import { answersAboutPast } from '../http/as-of.js';
import { DryRunQuery } from '../http/dry-run.js';
import { MARKUP_TYPES } from '../http/markup-types.js';
import { MarkupEnvelopeDto } from '../import/markup/markup-envelope.js';
import { type CommandDescription, RECORDING } from '../http/openapi.decorators.js';
import { SLUG } from '../domain/ids.js';
import { oneOrSeveral, registrationName } from './command-schemas.js';
import type { DtoSchemas } from './dto-schemas.js';
import { headersOf, parameterRef } from './headers.js';
import type { Example } from './build-artifacts.js';
import { problemRef } from './problems.js';
import { queryParameters } from './query-parameters.js';
import type { Route } from './routes.js';
import { ref, type Schema } from './schema.js';

/** A route as an Operation Object of OpenAPI 3.1. */
export function operationOf(route: Route, dtos: DtoSchemas, examples: readonly Example[]): Schema {
  const { operation, group, description } = route;
  const { summary, description: words } = description;
  return {
    operationId: operation,
    tags: [group.tag],
    summary: summary.replace('{one}', group.one ?? group.tag),
    ...(words !== undefined && { description: words }),
    security: securityOf(route),
    parameters: [
      ...route.parameters.map((name) => pathParameter(name, description.one ?? group.one ?? group.tag, examples)),
      ...(description.query ? queryParameters(description.query, dtos) : []),
      ...readsOf(route).map(parameterRef),
    ],
    ...(description.body !== undefined && { requestBody: bodyOf(route, dtos, examples) }),
    responses: {
      ...answersOf(route, examples),
      ...Object.fromEntries(problemsOf(route).map((status) => [status, problemRef(status)])),
    },
  };
}

/** Where it isn't said, reading is open to all or takes a key, as the ledger is set. */
function securityOf({ need }: Route): readonly Schema[] {
  if (need === 'nothing') return [];
  if (need === 'optional') return [{}, { key: [] }];
  if (need === undefined) return [{}, { key: ['read'] }];
  return [{ key: need === 'any' ? ['record', 'rate'] : [need] }];
}

function pathParameter(name: string, one: string, examples: readonly Example[]): Schema {
  const example = examples[0]?.path?.[name];
  return {
    name,
    in: 'path',
    required: true,
    description: pathDescription(name, one.replace(/^an? /, '')),
    schema: { type: 'string', ...(name === 'id' && { pattern: SLUG.source }) },
    ...(example !== undefined && { example }),
  };
}

function pathDescription(name: string, one: string): string {
  if (name === 'id') return `The id of the ${one}.`;
  if (name === 'position') return `The position of the ${one}.`;
  return name === 'version' ? `The version of the ${one}: a number from 1.` : `The name of the ${name}.`;
}

const isRead = ({ method }: Route): boolean => method === 'get';
const records = ({ description: { body, answer } }: Route): boolean =>
  (body !== undefined && body !== 'ndjson' && body !== 'bytes') || answer === RECORDING.answer;

function readsOf(route: Route): readonly string[] {
  return [
    ...(isRead(route) ? ['waitFor'] : []),
    ...(isRead(route) && answersAboutPast(route.description) ? ['Accept-Datetime'] : []),
    ...(route.description.tagged ? ['If-None-Match, to read'] : []),
    ...(route.description.body === undefined || route.description.body === 'bytes' ? [] : ['Content-Encoding']),
    ...(records(route) ? ['Idempotency-Key', 'If-Match', 'If-None-Match', 'traceparent'] : []),
    ...(route.description.reads ?? []),
  ];
}

const markupBodies = (dtos: DtoSchemas): Schema => ({
  ...Object.fromEntries(
    MARKUP_TYPES.map((type) => [
      type,
      { schema: { type: 'string', description: 'ClaimReview markup: JSON, NDJSON or an HTML page.' } },
    ]),
  ),
  'application/json': { schema: dtos.refTo(MarkupEnvelopeDto) },
});

function bodyOf(route: Route, dtos: DtoSchemas, examples: readonly Example[]): Schema {
  const { body } = route.description;
  const type = body === 'ndjson' ? 'application/x-ndjson' : 'application/json';
  const shown = examples.filter((example) => example.body !== undefined);
  return {
    required: true,
    content: {
      [type]: { schema: bodySchema(route, dtos), ...examplesOf(shown, ({ body: value }) => value) },
      ...(body === 'ndjson' && markupBodies(dtos)),
      ...(body === 'bytes' && { '*/*': {} }),
    },
  };
}

function bodySchema({ operation, description: { body }, group: { commands } }: Route, dtos: DtoSchemas): Schema {
  if (typeof body === 'function') return dtos.refTo(body);
  if (body === 'bytes') return { description: 'What the mapping of the integration reads.' };
  if (body === 'ndjson') return { type: 'string', description: 'A command on each line, with its target.' };
  const noun = (): CommandDescription => {
    if (commands) return commands;
    throw new Error(`${operation}: its controller describes no commands.`);
  };
  if (body === 'registration') return ref(registrationName(noun()));
  return body === 'entries' ? oneOrSeveral(noun()) : ref(noun().name);
}

function answersOf(route: Route, examples: readonly Example[]): Schema {
  const { answer, statuses = [200], sends = [] } = route.description;
  const names = [
    ...sends,
    ...(route.description.tagged ? ['ETag'] : []),
    ...(answersAboutPast(route.description)
      ? ['Memento-Datetime', 'Cache-Control', 'Link', 'Vary', 'Content-Location']
      : []),
    ...(isRead(route) || records(route) ? ['Ledger-Position'] : []),
    ...(isRead(route) ? ['Ledger-Recorded-Until'] : []),
  ];
  const forms = typeof answer === 'string' ? { 'application/json': answer } : answer;
  const answers = statuses.map((status) => {
    const shown = examples.filter((example) => example.status === status && example.answer !== undefined);
    const content = Object.entries(forms).map(([type, name]) => [
      type,
      {
        ...answerSchema(name, status, route),
        ...(name in UNTYPED ? {} : examplesOf(shown, (example) => example.answer)),
      },
    ]);
    return [
      status,
      { description: meaningOf(status, route), ...headersOf(names), content: Object.fromEntries(content) as Schema },
    ];
  });
  const unchanged = [304, { description: 'Not modified.', ...headersOf(names) }];
  return Object.fromEntries(route.description.tagged ? [...answers, unchanged] : answers) as Schema;
}

function meaningOf(status: number, route: Route): string {
  if (status === 202) return route.description.body === 'bytes' ? 'Accepted.' : 'Started.';
  if (status === 204) return 'Removed.';
  if (status === 201) return records(route) ? 'Recorded.' : 'Done.';
  if (!records(route)) return 'Success.';
  const tries = route.description.query === DryRunQuery;
  return tries ? 'There was nothing to record, or it was a dry run.' : 'There was nothing to record.';
}

/** The response of writes to `dryRun=true`. */
const DRY_RUN = 'DryRunResult';

const UNTYPED: Readonly<Record<string, Schema>> = {
  text: { schema: { type: 'string' } },
  object: { schema: { type: 'object' } },
  bytes: {},
};

function answerSchema(name: string, status: number, { description }: Route): Schema {
  if (status === 200 && description.query === DryRunQuery) return { schema: { anyOf: [ref(name), ref(DRY_RUN)] } };
  if (name.endsWith('[]')) return { schema: { type: 'array', items: ref(name.slice(0, -2)) } };
  return UNTYPED[name] ?? { schema: ref(name) };
}

function examplesOf(examples: readonly Example[], valueOf: (example: Example) => unknown): Schema {
  if (examples.length === 0) return {};
  const named = examples.map((example, index) => [
    `${example.operation}${index + 1}`,
    { summary: example.summary, value: valueOf(example) },
  ]);
  return { examples: Object.fromEntries(named) as Schema };
}

/** Events posted to something can also register it, unless it exists. */
const registersAgain = ({ description: { body } }: Route): boolean => body === 'event' || body === 'entries';

/** What can go wrong, from what the route takes. */
function problemsOf(route: Route): number[] {
  const { description, need, method, parameters } = route;
  const own = new Set(description.statuses);
  const writes = records(route);
  const problems = [
    // A parameter that the route doesn't have, or an address that can't be decoded.
    400,
    ...(need === 'nothing' ? [] : need === 'optional' ? [401] : [401, 403]),
    ...(parameters.length > 0 && method !== 'put' ? [404] : []),
    ...(parameters.length > 0 ? [414] : []),
    ...[406],
    ...(isRead(route) ? [410] : []),
    ...(method === 'put' || registersAgain(route) ? [409] : []),
    ...(writes ? [412] : []),
    ...(description.body === undefined ? [] : [413, 415]),
    ...(writes ? [422] : []),
    ...(description.problems ?? []),
    ...[429, 431, 500, 503],
  ];
  return [...new Set(problems)].filter((status) => !own.has(status)).sort();
}
