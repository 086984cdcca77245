import type { MandateView } from '../../../actors/actors.queries.js';
import { path } from '../../api/path.js';
import { fetchNames, type Names } from '../../api/names.js';
import { InvalidParameterError } from '../../moment/invalid-parameter.js';
import { todayIn } from '../../moment/zoned.js';
import type { PageRequest } from '../../page.js';
import { beginningOf, valuesFor } from '../../recording/form-values.js';
import type { JsonSchema } from '../../recording/schema.js';
import type { Values } from '../../recording/values.js';
import { type Change, type ChangedNoun, CHANGES, isAmendment, possibleChanges } from './changes.js';

export interface ChangeData {
  readonly noun: ChangedNoun;
  readonly id: string;
  /** What it is called. */
  readonly name: string;
  readonly type: Change;
  readonly schema: JsonSchema;
  /** Of what is changed, as the form shows it. */
  readonly revision: number;
  readonly initial: Values;
  /** What else can be changed of it, in the order of its pages. */
  readonly possible: readonly Change[];
  /** Of an actor: the mandates by which it speaks for others. */
  readonly mandates: readonly MandateView[];
  /** Of a mandate that is taken back: which one; null until one is chosen. */
  readonly mandate: MandateView | null;
  readonly names: Names;
  /** In the page's time zone. */
  readonly today: string;
}

export async function loadChange(
  { api, params, query, settings }: PageRequest,
  noun: ChangedNoun,
): Promise<ChangeData> {
  const id = params['id'] ?? '';
  const types: readonly Change[] = CHANGES[noun];
  const asked = query.get('type') ?? types[0];
  const type = types.find((each) => each === asked);
  if (!type) throw new InvalidParameterError('type', `"${asked ?? ''}" is not one of: ${types.join(', ')}.`);
  const now = api.at({});
  const [view, schema] = await Promise.all([
    now.get<Values & { readonly revision: number; readonly speaksFor?: readonly MandateView[] }>(
      path`/v1/${`${noun}s`}/${id}`,
    ),
    now.get<JsonSchema>(path`/v1/schemas/${type}`),
  ]);
  const today = todayIn(settings.tz ?? 'UTC');
  const name = [view['name'], view['title'], view['url']].find((each): each is string => typeof each === 'string');
  const mandates = view.speaksFor ?? [];
  return {
    ...{ noun, id, name: name ?? id, type, schema, today, revision: view.revision, mandates },
    possible: possibleChanges(noun, view),
    mandate: mandates.find(({ mandate }) => mandate === query.get('mandate')) ?? null,
    names: await fetchNames(now, { actors: mandates.map(({ principal }) => principal) }),
    initial: isAmendment(type) ? valuesFor(schema, view) : beginningOf(schema, query),
  };
}
