import { CheckedImportService } from '../../../src/import/checked-import.service.js';
import { ImportService } from '../../../src/import/import.service.js';
import { CurrentReadModel } from '../../../src/read-model/current-read-model.js';
import { ExpressionProcesses } from '../../../src/threads/expression-processes.js';
import type { InboundPayload } from '../../../src/webhooks/inbound/mapping/inbound-payload.js';
import type { Mapping } from '../../../src/webhooks/inbound/mapping/mapping.js';
import { PayloadMapper } from '../../../src/webhooks/inbound/mapping/payload-mapper.js';
import { ReviewPayloads } from '../../../src/webhooks/inbound/mapping/review-payloads.js';
import type { DeliveryOutcome } from '../../../src/webhooks/inbound/recording/delivery-outcome.js';
import { DeliveryRecorder } from '../../../src/webhooks/inbound/recording/delivery-recorder.js';
import { integrationPrincipal } from '../../../src/webhooks/inbound/recording/integration-principal.js';
import { reviewWith } from '../../interchange/claimreview/review.js';
import { shape } from '../../interchange/claimreview/shapes.js';
import { eventsOf, fetchAllPages } from '../../support/feed-pages.js';
import { payloadOf } from '../../webhooks/inbound/mapping/payloads.js';
import { TestLedger } from './test-ledger.js';

/** Deliveries, recorded by a whole ledger: with its read model, and expressions in processes of their own. */
class TestDeliveries {
  private readonly expressions: ExpressionProcesses;
  private readonly recorder: DeliveryRecorder;
  private count = 0;

  /** @param timeoutMs of an expression: by default, what a busy machine needs */
  constructor(ledger: TestLedger, timeoutMs = 20_000) {
    this.expressions = new ExpressionProcesses({ timeoutMs, maxResultLength: 262_144 });
    const [imports, checked, current] = [ImportService, CheckedImportService, CurrentReadModel].map((type) =>
      ledger.app.get<unknown>(type, { strict: false }),
    ) as [ImportService, CheckedImportService, CurrentReadModel];
    const mapper = new PayloadMapper(this.expressions, new ReviewPayloads(current, checked), {
      isKnown: () => Promise.resolve(false),
    });
    this.recorder = new DeliveryRecorder(mapper, imports, checked, current);
  }

  /** Processes it as a delivery that no other is equal to. */
  process(
    mapping: Mapping,
    body: unknown,
    { scopes = ['record', 'rate'], ...changes }: Partial<InboundPayload> & { scopes?: ('record' | 'rate')[] } = {},
  ): Promise<DeliveryOutcome> {
    this.count += 1;
    const payload = payloadOf(body, { id: `msg-${this.count}`, ...changes });
    return this.recorder.process(mapping, payload, integrationPrincipal('desk', scopes), `event-${this.count}`);
  }

  tryOut(mapping: Mapping, body: unknown) {
    return this.recorder.tryOut(mapping, payloadOf(body), integrationPrincipal('desk', ['record', 'rate']));
  }

  close(): Promise<void> {
    return this.expressions.close();
  }
}

const FORM = 'application/x-www-form-urlencoded';
const NOTHING = { commands: 0, unchanged: 0, claims: [], entries: [] };

describe('deliveries', () => {
  let ledger: TestLedger;
  let deliveries: TestDeliveries;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    deliveries = new TestDeliveries(ledger);
  });
  afterAll(async () => {
    await deliveries.close();
    await ledger.stop();
  });

  describe('of ClaimReview', () => {
    const CLAIMREVIEW: Mapping = { kind: 'claimreview' };
    const NOT_RECORDED: Readonly<Record<number, string>> = { 4: '/url', 18: '/claimReviewed' };

    it('are recorded as eighteen fact-checkers publish them, once', async () => {
      for (let number = 1; number <= 18; number += 1) {
        const outcome = await deliveries.process(CLAIMREVIEW, shape(number));
        const pointer = NOT_RECORDED[number];
        if (pointer === undefined) {
          expect([number, outcome]).toEqual([number, { recorded: outcome.recorded }]);
          expect(outcome.recorded.claims).toHaveLength(1);
          expect(await deliveries.process(CLAIMREVIEW, shape(number))).toEqual({ recorded: NOTHING });
        } else {
          const at = { pointer: expect.stringContaining(pointer) as unknown };
          expect(outcome).toMatchObject({ recorded: NOTHING, failure: { errors: [at] } });
        }
      }
      const mapping: Mapping = {
        ...CLAIMREVIEW,
        pageUrl: 'https://www.site-11.example/page',
        ratings: { 'não é bem assim': 'misleading' },
      };
      expect(await deliveries.process(mapping, shape(4))).not.toHaveProperty('failure');
      const { body } = await ledger.get('/v1/entries?type=VerdictIssued&limit=50').expect(200);
      const verdicts = body.items as { recordedBy: string; data: { label: string; rating: string } }[];
      expect(verdicts.length).toBeGreaterThanOrEqual(17);
      expect(new Set(verdicts.map(({ recordedBy }) => recordedBy))).toEqual(new Set(['integration-desk']));
      expect(verdicts.map(({ data }) => data)).toContainEqual(
        expect.objectContaining({ label: 'não_é_bem_assim', rating: 'misleading' }),
      );
    });

    it('record the reviews of a feed that can be recorded, and name the others', async () => {
      const feed = [
        reviewWith({ url: 'https://factcheck.example/one', claimReviewed: '' }),
        reviewWith({ url: 'https://factcheck.example/two', claimReviewed: 'Aldby has no harbour.' }),
        reviewWith({ url: 'https://factcheck.example/three', datePublished: '2999-01-01' }),
      ];
      const outcome = await deliveries.process(CLAIMREVIEW, feed);
      expect(outcome).toMatchObject({
        recorded: { claims: [expect.stringMatching(/^aldby-has-no-harbour-/)] },
        failure: {
          message: expect.stringMatching(/^Review 1: .* 1 more of its reviews can't be recorded\.$/) as unknown,
        },
      });
      expect(outcome.failure).toMatchObject({ errors: [{ pointer: '/0/claimReviewed' }] });
    });

    it('need both scopes, and markup', async () => {
      expect(await deliveries.process(CLAIMREVIEW, reviewWith(), { scopes: ['record'] })).toEqual({
        recorded: NOTHING,
        failure: {
          message: 'ClaimReview requires an integration with the scopes "record" and "rate". This one lacks "rate".',
        },
      });
      for (const [body, message] of [
        ['', "The payload can't be read. It is empty."],
        ['{"@type": "NewsArticle"}', 'The payload has no ClaimReview.'],
        ['<html><div itemtype="https://schema.org/ClaimReview" itemscope></div></html>', 'as microdata'],
      ] as const) {
        expect(await deliveries.process(CLAIMREVIEW, body)).toMatchObject({
          failure: { message: expect.stringContaining(message) as unknown },
        });
      }
    });

    it('are previewed with each review, its commands and the states that would change', async () => {
      const review = reviewWith({
        url: 'https://factcheck.example/ferry',
        claimReviewed: 'The ferry to Aldby has sunk.',
      });
      const preview = await deliveries.tryOut(CLAIMREVIEW, [review, { ...review, reviewRating: {} }]);
      expect(preview).toMatchObject({
        reviews: [{ review: 1, mapped: { outcome: 'new', rating: 'false', label: 'False' } }],
        failures: [{ message: expect.stringContaining('Review 2: ') as unknown }],
        states: [{ before: null, after: { status: 'rated', rating: 'false' } }],
        summary: { changed: 1 },
      });
      expect(preview.commands.at(-1)).toMatchObject({
        command: { type: 'VerdictIssued' },
        wouldRecord: [{ type: 'VerdictIssued' }],
      });
      expect((await ledger.get('/v1/claims?q=ferry').expect(200)).body).toMatchObject({ items: [] });
    });
  });

  describe('mapped by an expression', () => {
    const expression = (text: string): Mapping => ({ kind: 'expression', expression: text });

    it.each([
      ['a recursion without an end', '($f := function($n) { 1 + $f($n) }; $f(0))', 'Stack overflow'],
      ['too much memory', '$pad("", 300000000, "a")', 'too much memory'],
      ['too long a result', '$pad("", 300000, "a")', 'at most 262144 are allowed'],
      ['something random', '{"type": "ClaimRegistered", "claim": "c" & $random()}', "$random() isn't available"],
      ['a text', '"rain"', 'The result of the expression must have commands'],
      ['a list of numbers', '[1, 2]', 'Item 0 of the list must be a JSON object, not a number.'],
      ['a prototype', '$eval("{\\"__proto__\\": {\\"isAdmin\\": true}}")', '__proto__'],
      [
        'deep nesting',
        '$reduce([1..40], function($deep, $n) { {"in": $deep} }, {})',
        'nested more than 16 levels deep',
      ],
      ['too many commands', '[1..1001].{"type": "ClaimRegistered"}', 'leads to 1001 commands'],
      ['a command without a type', '{"claim": "rain"}', 'Command 1 is rejected. type must be one of'],
      ['an unknown command', '{"type": "KeyCreated", "key": "x"}', 'Command 1 (KeyCreated) is rejected.'],
      [
        'an unknown field',
        '{"type": "ClaimRegistered", "claim": "rain", "recordedBy": "admin"}',
        'Unknown field "recordedBy"',
      ],
      [
        'a wrong type',
        '{"type": "ClaimRegistered", "claim": "rain", "text": 17, "language": "en", "kind": "factual"}',
        'text must be text',
      ],
      ['a number as a target', '{"type": "ClaimRegistered", "claim": 17}', 'An id must be 1 to 64 characters'],
    ])('that gives %s fail with a reason', async (_what, text, reason) => {
      const outcome = await deliveries.process(expression(text), { action: 'opened' });
      expect(outcome).toMatchObject({
        recorded: NOTHING,
        failure: { message: expect.stringContaining(reason) as unknown },
      });
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    });

    it('fail if the expression takes too long', async () => {
      const hasty = new TestDeliveries(ledger, 100);
      const endless = expression('($f := function($n) { $f($n + 1) }; $f(0))');
      expect(await hasty.process(endless, {})).toMatchObject({
        recorded: NOTHING,
        failure: { message: expect.stringContaining('The expression takes longer than 100 ms.') as unknown },
      });
      await hasty.close();
    });

    it.each([
      ['JSON', { number: 7 }, 'application/vnd.github+json', 'payload.number', '7'],
      ['a form with JSON', new URLSearchParams({ payload: '{"number": 8}' }).toString(), FORM, 'payload.number', '8'],
      ['another form', 'number=9&text=It+rains.', FORM, 'payload.number', '9'],
      ['text', '10', 'text/plain; charset=utf-8', 'payload', '10'],
      ['a header', {}, 'application/json', 'headers."x-number"', '11'],
      [
        'the delivery',
        {},
        'application/json',
        '$substring(delivery.id, 4) & $substring(delivery.receivedAt, 0, 4)',
        '122024',
      ],
    ])('read %s', async (_what, body, contentType, path, number) => {
      const mapping = expression(
        `{"type": "ClaimRegistered", "claim": "c-" & $string(${path}), "text": "It rains.", "language": "en", "kind": "factual"}`,
      );
      const { recorded } = await deliveries.process(mapping, body, {
        contentType,
        headers: { 'x-number': '11' },
        id: 'msg-12',
      });
      expect(recorded.claims).toEqual([`c-${number}`]);
    });

    it.each([
      ['JSON with a mistake', '{', 'application/json', "The payload can't be read. Not valid JSON"],
      ['a form with a mistake', 'payload={', FORM, 'The field "payload" of the form can\'t be read.'],
      ['bytes', Buffer.from([0xff]), 'text/plain', 'The payload is not UTF-8'],
    ])('do not read %s', async (_what, body, contentType, message) => {
      const changes = { contentType, ...(body instanceof Buffer && { body }) };
      expect(await deliveries.process(expression('$'), body, changes)).toMatchObject({
        failure: { message: expect.stringContaining(message) as unknown },
      });
    });
  });

  it('of the events of another ledger give the same statuses', async () => {
    const source = await TestLedger.start();
    try {
      await source.importSeeds();
      const events = eventsOf(await fetchAllPages(source, '/v1/events?limit=200'));
      const failures: unknown[] = [];
      for (let from = 0; from < events.length; from += 100) {
        const outcome = await deliveries.process({ kind: 'cloudevents' }, events.slice(from, from + 100));
        if (outcome.failure) failures.push(outcome.failure);
      }
      expect(failures).toEqual([]);
      const statuses = async (of: TestLedger) => {
        const { body } = await of.get('/v1/claims?limit=200').expect(200);
        return new Map((body.items as { id: string; status: string }[]).map(({ id, status }) => [id, status]));
      };
      const expected = await statuses(source);
      expect(expected.size).toBeGreaterThan(10);
      expect(Object.fromEntries(await statuses(ledger))).toMatchObject(Object.fromEntries(expected));
      const again = await deliveries.process({ kind: 'cloudevents' }, events.slice(0, 100));
      expect(again).not.toHaveProperty('failure');
    } finally {
      await source.stop();
    }
  });
});
