import type { PageRequest } from '../../page.js';
import { path } from '../../api/path.js';
import { todayIn } from '../../moment/zoned.js';
import { beginningOf } from '../../recording/form-values.js';
import { type RegisteredNoun, REGISTRATIONS } from '../../recording/registration/nouns.js';
import type { JsonSchema } from '../../recording/schema.js';
import type { Values } from '../../recording/values.js';

export interface RegisterData {
  readonly noun: RegisteredNoun;
  readonly schema: JsonSchema;
  readonly initial: Values;
  /** In the page's time zone. */
  readonly today: string;
}

export async function loadRegister({ api, query, settings }: PageRequest, noun: RegisteredNoun): Promise<RegisterData> {
  const schema = await api.get<JsonSchema>(path`/v1/schemas/${REGISTRATIONS[noun]}`);
  const today = todayIn(settings.tz ?? 'UTC');
  return { noun, schema, initial: beginningOf(schema, query), today };
}
