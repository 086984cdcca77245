import { type Command, Option } from 'commander';
import { CLAIM_KINDS, STATUSES } from '../../domain/vocabulary.js';
import { FORMATS } from '../../webhooks/formats/notification.js';
import { HANDSHAKES, ORDERS, PAYLOADS } from '../../webhooks/outbound/subscriptions/subscription.events.js';
import { withChoices } from '../choices.js';
import { collect } from '../command-definition.js';

/** The settings of a webhook as options; lists are repeatable. */
export interface WebhookOptions {
  readonly description?: string;
  readonly type?: readonly string[];
  readonly claim?: readonly string[];
  readonly actor?: readonly string[];
  readonly narrative?: readonly string[];
  readonly topic?: readonly string[];
  readonly kind?: readonly string[];
  readonly to?: readonly string[];
  readonly outOf?: readonly string[];
  readonly order?: string;
  readonly payload?: string;
  readonly format?: string;
  readonly template?: string;
  readonly handshake?: string;
}

export function addWebhookOptions(command: Command): Command {
  const list = (flags: string, about: string) => new Option(flags, `${about}; repeatable`).argParser(collect);
  return command
    .option('--description <text>', 'what it is for')
    .addOption(list('--type <type>', 'only this type of event, such as claim.denied or claim.status-changed'))
    .addOption(list('--claim <id>', 'only what concerns this claim'))
    .addOption(list('--actor <id>', 'only what this actor does, and changes of claims on which it has spoken'))
    .addOption(list('--narrative <id>', 'only what concerns this narrative, or a claim that it holds'))
    .addOption(list('--topic <topic>', 'only claims with this topic'))
    .addOption(withChoices(new Option('--kind <kind...>', 'only claims of this kind; repeatable'), CLAIM_KINDS))
    .addOption(withChoices(new Option('--to <status...>', 'only changes to this status; repeatable'), STATUSES))
    .addOption(withChoices(new Option('--out-of <status...>', 'only changes from this status; repeatable'), STATUSES))
    .addOption(withChoices(new Option('--order <order>', 'in which order (default: parallel)'), ORDERS))
    .addOption(withChoices(new Option('--payload <payload>', 'with or without the data (default: full)'), PAYLOADS))
    .addOption(withChoices(new Option('--format <format>', 'the form of the body (default: cloudevents)'), FORMATS))
    .option('--template <expression>', 'for the format template: a JSONata expression')
    .addOption(
      withChoices(new Option('--handshake <handshake>', 'how the receiver agrees (default: options)'), HANDSHAKES),
    );
}

/** The body of a request; without a filter if no option is about it. */
export function webhookBody(options: WebhookOptions): Readonly<Record<string, unknown>> {
  const { description, order, payload, format, template, handshake } = options;
  const { type: types, claim: claims, actor: actors, narrative: narratives, topic: topics, kind: kinds } = options;
  const filter = { types, claims, actors, narratives, topics, kinds, to: options.to, outOf: options.outOf };
  const isFiltered = Object.values(filter).some((list) => list !== undefined);
  return { description, order, payload, format, template, handshake, ...(isFiltered && { filter }) };
}

/** Fields of requests that have another name as options. */
export const WEBHOOK_FIELDS = {
  url: 'the URL',
  types: '--type',
  claims: '--claim',
  actors: '--actor',
  narratives: '--narrative',
  topics: '--topic',
  kinds: '--kind',
};
