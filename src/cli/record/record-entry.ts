import { randomUUID } from 'node:crypto';
import type { ClaimView } from '../../claims/queries/views.js';
import { freeId } from '../../domain/ids.js';
import type { WriteResult } from '../../http/write-response.js';
import type { ApiClient } from '../ledger/api-client.js';
import { idFrom } from '../lookup/ids.js';
import { inOptions } from '../option-names.js';
import type { Act } from './acts.js';
import type { EntryBody } from './entry-body.js';
import type { EntryNames } from './entry-names.js';
import { sendOnce } from './send-once.js';

/** An entry as it is sent: its body has an id, except for a change of a narrative. */
export interface EntryRequest {
  readonly path: string;
  readonly body: EntryBody;
  readonly key: string;
}

/** How an entry went, and what it did to its claim. */
export interface Recorded {
  readonly answer: WriteResult;
  readonly before: ClaimView;
  readonly after: ClaimView;
}

/** @param id of the entry; absent: a readable one that is free is made */
export function entryRequest(
  act: Act,
  body: EntryBody,
  names: EntryNames,
  { id, key = randomUUID() }: { readonly id?: string | undefined; readonly key?: string | undefined },
): EntryRequest {
  const { narrative, ...rest } = body;
  if (narrative !== undefined) {
    const path = `/v1/narratives/${encodeURIComponent(narrative)}/events`;
    return { path, body: { ...rest, type: body.type, claim: names.claim.id }, key };
  }
  const path = `/v1/claims/${encodeURIComponent(names.claim.id)}/entries`;
  return { path, body: { ...body, id: id ?? readableId(act, body, names) }, key };
}

/** `nato-denied`, `linked-other-claim`, `voided-first`: with a number if that is taken. */
function readableId(act: Act, { by, other, voids }: EntryBody, names: EntryNames): string {
  const [speaker] = by ?? [];
  const parts = speaker === undefined ? [act.word, other ?? voids ?? ''] : [speaker, act.word];
  return freeId(idFrom(parts.join(' ')) ?? act.word, (candidate) => names.has(candidate));
}

/** Sends the entry and reads what became of the claim. */
export async function recordEntry(
  client: ApiClient,
  { path, body, key }: EntryRequest,
  before: ClaimView,
): Promise<Recorded> {
  const again = [...(body.id === undefined ? [] : [`--id ${body.id}`]), `--idempotency-key ${key}`].join(' ');
  const advice = `It isn't known whether this was recorded. Run the command again with ${again}: it is recorded at most once.`;
  const answer = await inOptions(FIELD_NAMES, () => sendOnce<WriteResult>(client, path, body, { key, advice }));
  const waitFor = answer.position ?? undefined;
  const after = await client.get<ClaimView>(`/v1/claims/${encodeURIComponent(before.id)}`, { waitFor });
  return { answer, before, after };
}

/** Fields of an entry that have another name as options. */
const FIELD_NAMES = {
  voids: '--of',
  topics: '--topic',
  cites: '--quoting, --paraphrasing or --citing',
  type: 'this act',
  claim: '<claim>',
};
