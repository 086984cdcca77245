import type { Violation } from '../../../command-handling/errors.js';
import { type Reference, type ReferenceChecker, referenceTo } from '../../../command-handling/reference-checker.js';
import type { DeliveryClient } from '../../delivery/delivery-client.js';
import { syntaxProblem } from '../../expressions/expressions.js';
import type { Format } from '../../formats/notification.js';
import { filterType, STATUS_CHANGE, typeName } from '../dispatch/filter.js';
import { markViolations } from './redacted-settings.js';
import type { WebhookChanged, WebhookFilter, WebhookSettings } from './subscription.events.js';
import type { NewWebhookDto, WebhookChangesDto } from './webhook.dto.js';

type Settings = Omit<WebhookSettings, 'url'>;

/** Checks what the form of the fields doesn't show: that fields fit together, and that what they name exists. */
export class SettingsCheck {
  constructor(
    private readonly references: ReferenceChecker,
    private readonly addresses: Pick<DeliveryClient, 'addressProblem'>,
  ) {}

  /** The settings of a new webhook with their defaults. Rejects with a `CommandRejectedError` that names every fault. */
  async ofNew({
    url,
    filter = {},
    order = 'parallel',
    payload = 'full',
    format = 'cloudevents',
    handshake = format === 'cloudevents' ? 'options' : 'none',
    ...rest
  }: Omit<NewWebhookDto, 'id' | 'from' | 'signature'>): Promise<Settings> {
    const settings = { ...rest, filter: withTypeNames(filter), order, payload, format, handshake };
    await this.check(settings, url, filter, markViolations(settings));
    return settings;
  }

  /** What a change brings besides what it says. Rejects with a `CommandRejectedError` that names every fault. */
  async ofChange(before: Settings, urlBefore: string, body: WebhookChangesDto): Promise<WebhookChanged['changes']> {
    const { url, filter, description: _description, template, ...rest } = body;
    const format = body.format ?? before.format;
    const isWithout = template === null || (template === undefined && format !== 'template');
    const next = {
      ...before,
      ...rest,
      ...(filter && { filter: withTypeNames(filter) }),
      template: isWithout ? undefined : (template ?? before.template),
    };
    await this.check(next, url ?? urlBefore, filter ?? before.filter, markViolations(body));
    return {
      ...(filter && { filter: next.filter }),
      ...(isWithout && before.template !== undefined && { template: null }),
    };
  }

  private async check(
    settings: Omit<Settings, 'template'> & { readonly template?: string | undefined },
    url: string,
    filter: WebhookFilter,
    found: readonly Violation[],
  ): Promise<void> {
    const problem = await this.addresses.addressProblem(url);
    const violations: Violation[] = [
      ...found,
      ...(problem === undefined ? [] : [{ pointer: '/url', code: 'unusable-url', message: `url ${problem}.` }]),
      ...formViolations(settings),
      ...filterViolations(filter),
    ];
    await this.references.require(referencesIn(filter), violations);
  }
}

/** Formats whose body is a CloudEvent, or made of one. */
const WITH_EVENT: ReadonlySet<Format> = new Set<Format>(['cloudevents', 'template']);

function formViolations({
  format,
  payload,
  handshake,
  template,
}: Pick<Settings, 'format' | 'payload' | 'handshake'> & { readonly template?: string | undefined }): Violation[] {
  const violations: Violation[] = [];
  const add = (pointer: string, code: string, message: string): void =>
    void violations.push({ pointer, code, message });
  if (format === 'template' && template === undefined) {
    add('/template', 'missing', 'The format "template" needs a template: a JSONata expression.');
  }
  if (format !== 'template' && template !== undefined) {
    add('/template', 'without-effect', `A template is for the format "template", not "${format}". Leave it out.`);
  }
  const fault = template === undefined ? undefined : syntaxProblem(template);
  if (fault !== undefined) add('/template', 'invalid-template', `template can't be read: ${fault}`);
  if (payload === 'thin' && !WITH_EVENT.has(format)) {
    add('/payload', 'without-effect', `The format "${format}" has no thin payload. Leave it out.`);
  }
  if (format === 'cloudevents' && handshake === 'none') {
    const message =
      'A receiver of "cloudevents" must agree. If it can\'t answer OPTIONS, choose the handshake "challenge".';
    add('/handshake', 'handshake-required', message);
  }
  return violations;
}

function filterViolations({ types, to, outOf }: WebhookFilter): Violation[] {
  const violations = (types ?? []).flatMap((type, index) =>
    filterType(type) === undefined
      ? [
          {
            pointer: `/filter/types/${index}`,
            code: 'unknown-type',
            message: `There is no type of event "${type}". Use a name such as "claim.denied" or "${STATUS_CHANGE}".`,
          },
        ]
      : [],
  );
  const hasChanges = types === undefined || types.some((type) => filterType(type) === STATUS_CHANGE);
  if (hasChanges) return violations;
  return [
    ...violations,
    ...(['to', 'outOf'] as const)
      .filter((name) => ({ to, outOf })[name] !== undefined)
      .map((name) => ({
        pointer: `/filter/${name}`,
        code: 'without-effect',
        message: `${name} is about changes of status, which types leaves out. Add "${STATUS_CHANGE}" to types, or leave ${name} out.`,
      })),
  ];
}

/** One name for each type, however it was spelled. */
function withTypeNames(filter: WebhookFilter): WebhookFilter {
  const { types } = filter;
  if (types === undefined) return filter;
  return { ...filter, types: [...new Set(types.map((type) => typeName(filterType(type) ?? type)))] };
}

function referencesIn({ claims = [], actors = [], narratives = [] }: WebhookFilter): readonly Reference[] {
  return [
    ...claims.flatMap((id, index) => referenceTo('claim', id, `/filter/claims/${index}`)),
    ...actors.flatMap((id, index) => referenceTo('actor', id, `/filter/actors/${index}`)),
    ...narratives.flatMap((id, index) => referenceTo('narrative', id, `/filter/narratives/${index}`)),
  ];
}
