import type { CloudEvent, StatusChange } from '../../../src/interchange/cloudevents/cloud-event.js';
import { claimLink } from '../../../src/webhooks/formats/claim-link.js';
import { describeEvent } from '../../../src/webhooks/formats/describe-event.js';
import type { Notification } from '../../../src/webhooks/formats/notification.js';

const RECORDED = '2026-03-01T09:30:00.250Z';
const CLAIM = { id: 'bridge-closed', text: 'The bridge was closed on 1 March 2026.' };

export function cloudEvent<Data>(type: string, data: Data, subject = CLAIM.id): CloudEvent<Data> {
  return {
    specversion: '1.0',
    id: '6f0d7f53-1c5e-4b8e-9a62-0b7b1c1f6a01',
    source: 'urn:claim-ledger:5d0c',
    type,
    subject,
    datacontenttype: 'application/json',
    recordedtime: RECORDED,
    sequence: '00000000000000000042',
    data,
  };
}

export const DENIED = cloudEvent('claim-ledger.claim.denied.v1', {
  id: 'denied-1',
  by: ['mayor'],
  extent: 'whole',
  basis: 'first-hand',
  quote: { text: 'The bridge was open all day.' },
});

export const CHANGED = cloudEvent<StatusChange>('claim-ledger.claim.status-changed.v1', {
  claim: CLAIM.id,
  before: { status: 'reported', rule: 'reported/one-origin' } as unknown as StatusChange['before'],
  after: { status: 'denied', rule: 'denied/first-hand' } as unknown as StatusChange['after'],
  summary: { text: 'The Herald reports it; the mayor denies it.', language: 'en', parts: [] },
  cause: { entry: 'bridge-closed/denied-1' },
  position: '00000000000000000042',
  policy: 'standard/1',
});

const NAMES = { actorName: (id: string) => ({ mayor: 'Mayor Jo Doe' })[id] };

/** The notification of an event, as the dispatcher makes it. */
export const notificationOf = (event: CloudEvent<unknown>, claim = CLAIM): Notification => {
  const link = claimLink('https://ledger.example', claim.id, event.recordedtime);
  return { event, claim, ...describeEvent(event, NAMES), ...(link !== undefined && { link }) };
};

/** Texts that receivers' markup, limits and directions of writing make hard to show. */
const markup =
  '<!channel> <@U1> @everyone @here [click](https://evil.example) **b** _i_ `c` ~~s~~ # > | & :smile: \u0007';
export const HARD: readonly (readonly [string, Notification])[] = (
  [
    ['markup', markup],
    ['right-to-left text', 'הגשר נסגר ב-1 במרץ \u202eoverride\u202c ולא נפתח'],
    ['very long text', 'The bridge was closed, and then 🏴󠁧󠁢󠁳󠁣󠁴󠁿 opened & <closed>. '.repeat(4_000)],
    ['very long text of wide characters', '橋が閉鎖された。'.repeat(3_000)],
    ['only characters to escape', '&'.repeat(20_000)],
    ['only characters that Markdown escapes', '*'.repeat(20_000)],
    ['one letter with many marks', `a${'\u0301'.repeat(20_000)}`],
    ['lone surrogates', `\ud800 text \udfff`],
    ['line breaks', 'one\r\ntwo\n\n\nthree\u2028four'],
  ] as const
).map(([what, words]) => [
  what,
  {
    ...notificationOf(DENIED),
    claim: { id: 'hard', text: words },
    headline: `Denied by ${words}.`,
    text: words,
  },
]);
