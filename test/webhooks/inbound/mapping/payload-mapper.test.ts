import { integrationPrincipal } from '../../../../src/webhooks/inbound/recording/integration-principal.js';
import type { Command } from '../../../../src/command-handling/decider.js';
import type { InboundPayload } from '../../../../src/webhooks/inbound/mapping/inbound-payload.js';
import type { Mapping } from '../../../../src/webhooks/inbound/mapping/mapping.js';
import { PayloadMapper } from '../../../../src/webhooks/inbound/mapping/payload-mapper.js';
import { payloadOf } from './payloads.js';

const rain = { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' };
const tass = { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' };
const PRINCIPAL = integrationPrincipal('desk', ['record']);
const unused = (): never => {
  throw new Error('This payload needs neither an expression nor the ledger.');
};
const mapper = new PayloadMapper({ evaluate: unused }, { map: unused }, { isKnown: unused });

async function mapped(kind: 'commands' | 'cloudevents', payload: InboundPayload): Promise<readonly Command[]> {
  const { commands, faults } = await mapper.map({ kind } satisfies Mapping, payload, PRINCIPAL);
  expect(faults).toEqual([]);
  return commands;
}
const withoutKeys = (commands: readonly Command[]): Command[] => commands.map(({ key: _key, ...command }) => command);

describe('a payload of commands', () => {
  it.each([
    ['one command', rain, [rain]],
    ['one command over several lines', JSON.stringify(rain, null, 2), [rain]],
    ['a list', [tass, rain], [tass, rain]],
    ['a list over several lines', JSON.stringify([tass, rain], null, 2), [tass, rain]],
    ['an empty list', [], []],
    ['lines', `${JSON.stringify(tass)}\r\n\n${JSON.stringify(rain)}\n`, [tass, rain]],
    ['a byte order mark', `\uFEFF${JSON.stringify(rain)}`, [rain]],
  ])('can be %s', async (_what, body, commands) => {
    expect(withoutKeys(await mapped('commands', payloadOf(body)))).toEqual(commands);
  });

  it('gives each command a key that depends on the delivery, the command and equal ones before it, but not on others', async () => {
    const [one, again] = await mapped('commands', payloadOf([rain, rain]));
    expect(one?.key).not.toBe(again?.key);
    const other = { ...rain, claim: 'snow' };
    const [, behind] = await mapped('commands', payloadOf([other, rain]));
    expect(behind?.key).toBe(one?.key);
    const [later] = await mapped('commands', payloadOf(rain, { id: 'msg-2' }));
    expect(later?.key).not.toBe(one?.key);
    const elsewhere = await mapper.map({ kind: 'commands' }, payloadOf(rain), integrationPrincipal('other', []));
    expect(elsewhere.commands[0]?.key).not.toBe(one?.key);
  });

  it('keeps the key that a command has', async () => {
    expect(await mapped('commands', payloadOf({ ...rain, key: 'wire-17' }))).toEqual([{ ...rain, key: 'wire-17' }]);
  });

  it.each([
    ['no content', '', "The payload can't be read. Not valid JSON"],
    ['text', 'rain', "The payload can't be read. Not valid JSON"],
    ['another encoding', Buffer.from([0x22, 0xe9, 0x22]), "The payload can't be read. Not valid UTF-8."],
    ['a number', '17', 'The payload must have commands: JSON objects with a "type".'],
    ['a list with a text', [rain, 'rain'], 'Item 1 of the list must be a JSON object, not text.'],
    ['a list in a list', [[rain]], 'Item 0 of the list must be a JSON object, not a list.'],
    [
      'a line that is not JSON',
      `${JSON.stringify(rain)}\n{"type":`,
      "Line 2 of the payload can't be read. Not valid JSON",
    ],
    ['a line with a number', `${JSON.stringify(rain)}\n17`, 'A line must have commands'],
    ['a prototype', '{"type": "ClaimRegistered", "__proto__": {"scopes": ["admin"]}}', 'Unknown field "__proto__".'],
    ['a name twice', '{"claim": "rain", "claim": "snow"}', 'At /claim: "claim" is given twice in one object.'],
    ['deep nesting', `${'['.repeat(17)}${']'.repeat(17)}`, 'nested more than 16 levels deep'],
    ['many values', JSON.stringify(Array.from({ length: 60_000 }, () => 0)), 'more than 50000 values'],
    [
      'many commands',
      JSON.stringify(Array.from({ length: 1_001 }, () => ({}))),
      'leads to 1001 commands; at most 1000 are allowed',
    ],
    ['half a character', '{"text": "\\ud800"}', 'half of a surrogate pair'],
  ])('with %s has a problem', async (_what, body, problem) => {
    const payload = payloadOf(body, body instanceof Buffer ? { body } : {});
    await expect(mapped('commands', payload)).rejects.toMatchObject({
      name: 'MappingError',
      message: expect.stringContaining(problem) as unknown,
    });
    expect(({} as Record<string, unknown>)['scopes']).toBeUndefined();
  });
});

const EVENT = { specversion: '1.0', id: 'e-1', source: 'https://cms.example', type: 'example.published' };
const STRUCTURED = { contentType: 'application/cloudevents+json; charset=utf-8' };

describe('a payload of CloudEvents', () => {
  it.each([
    ['in structured mode', payloadOf({ ...EVENT, data: rain }, STRUCTURED)],
    ['in structured mode, with a list', payloadOf({ ...EVENT, data: [rain] }, STRUCTURED)],
    ['in a batch', payloadOf([{ ...EVENT, data: rain }], { contentType: 'application/cloudevents-batch+json' })],
    [
      'in binary mode',
      payloadOf(rain, {
        headers: {
          'ce-specversion': '1.0',
          'ce-id': 'e-1',
          'ce-source': 'https%3A%2F%2Fcms.example',
          'ce-type': 'example.published',
        },
      }),
    ],
    [
      'with data in Base64',
      payloadOf(
        {
          ...EVENT,
          datacontenttype: 'application/json',
          data_base64: Buffer.from(JSON.stringify(rain)).toString('base64'),
        },
        STRUCTURED,
      ),
    ],
    ['in another delivery', payloadOf({ ...EVENT, data: rain }, { ...STRUCTURED, id: 'msg-2' })],
  ])('has the same commands and keys %s', async (_what, payload) => {
    const [same] = await mapped('cloudevents', payloadOf({ ...EVENT, data: rain }, STRUCTURED));
    const commands = await mapped('cloudevents', payload);
    expect(withoutKeys(commands)).toEqual([rain]);
    expect(commands).toEqual([same]);
  });

  it('has another key for another event, or another source', async () => {
    const keys = await Promise.all(
      [{}, { id: 'e-2' }, { source: 'https://other.example' }].map(async (changes) => {
        const [command] = await mapped('cloudevents', payloadOf({ ...EVENT, ...changes, data: rain }, STRUCTURED));
        return command?.key;
      }),
    );
    expect(new Set(keys).size).toBe(3);
  });

  it('reads the events of a ledger, and leaves out what can not be recorded', async () => {
    const event = {
      ...EVENT,
      source: 'urn:claim-ledger:other',
      recordedtime: '2024-05-12T08:00:00.000Z',
      sequence: '07',
    };
    const denial = { id: 'denial', by: ['nato'], basis: 'none-given', extent: 'whole' };
    const commands = await mapped(
      'cloudevents',
      payloadOf([
        {
          ...event,
          id: '1',
          type: 'claim-ledger.actor.registered.v1',
          subject: 'actor/nato',
          data: { kind: 'organization', name: 'NATO' },
        },
        { ...event, id: '2', type: 'claim-ledger.claim.denied.v1', subject: 'rain', data: denial },
        { ...event, id: '3', type: 'claim-ledger.claim.status-changed.v1', subject: 'rain', data: { claim: 'rain' } },
        { ...event, id: '4', type: 'claim-ledger.webhook.test.v1', subject: 'webhook', data: { message: 'Hello' } },
      ]),
    );
    expect(withoutKeys(commands)).toEqual([
      { type: 'ActorRegistered', actor: 'nato', kind: 'organization', name: 'NATO' },
      { type: 'ClaimDenied', claim: 'rain', ...denial },
    ]);
  });

  it.each([
    ['no event', payloadOf('17'), 'The CloudEvent is not a JSON object.'],
    [
      'a batch that is not a list',
      payloadOf({ ...EVENT, data: rain }, { contentType: 'application/cloudevents-batch+json' }),
      'not a list of CloudEvents',
    ],
    [
      'an event without an id',
      payloadOf([
        { ...EVENT, data: rain },
        { ...EVENT, id: '' },
      ]),
      'CloudEvent 2 of the batch lacks the attribute "id"',
    ],
    [
      'an attribute of another type',
      payloadOf({ ...EVENT, source: 17, data: rain }),
      'lacks the attribute "source", which CloudEvents require as text.',
    ],
    ['another version', payloadOf({ ...EVENT, specversion: '0.3', data: rain }), 'has another specversion than 1.0'],
    ['no data', payloadOf(EVENT), 'The CloudEvent must have commands'],
    [
      'data in XML',
      payloadOf({ ...EVENT, datacontenttype: 'application/xml', data: '<a/>' }),
      'data of the type "application/xml". Only JSON is read.',
    ],
    ['Base64 that is not text', payloadOf({ ...EVENT, data_base64: 17 }), 'has a data_base64 that is not text.'],
    [
      'Base64 of something else',
      payloadOf({ ...EVENT, data_base64: 'AAAA' }),
      "The CloudEvent: its data can't be read. Not valid JSON",
    ],
    [
      'an event of a later release',
      payloadOf({ ...EVENT, type: 'claim-ledger.claim.sung-about.v1', subject: 'rain', data: {} }),
      'has the type "claim-ledger.claim.sung-about.v1", which this release does not know.',
    ],
    [
      'an event of a ledger without a subject',
      payloadOf({ ...EVENT, type: 'claim-ledger.claim.denied.v1', data: {} }),
      'lacks its subject: the claim that it is about.',
    ],
    [
      'binary data in text',
      payloadOf('rain', { contentType: 'text/plain', headers: { 'ce-specversion': '1.0' } }),
      'data of the type "text/plain"',
    ],
  ])('with %s has a problem', async (_what, payload, problem) => {
    await expect(mapped('cloudevents', payload)).rejects.toMatchObject({
      name: 'MappingError',
      message: expect.stringContaining(problem) as unknown,
    });
  });
});
