import type { SealedText, SecretBox } from '../../../lib/secret-box.js';
import type { SeenEndpoint } from '../subscriptions/subscription.decider.js';
import type { Webhook } from '../subscriptions/subscription.state.js';

/** What sealed texts of a webhook are for: they open for no other webhook. */
export const urlPurpose = (webhook: string): string => `webhook url ${webhook}`;
export const secretPurpose = (webhook: string): string => `webhook secret ${webhook}`;

/** Where a webhook is sent to, and by what it is signed. */
export interface Endpoint {
  readonly url: string;
  /** The newest first. */
  readonly secrets: readonly string[];
}

/**
 * The endpoint at this moment. Throws an `UnsealError`.
 *
 * @param now ISO instant
 */
export function openEndpoint({ id, settings, secrets }: Webhook, box: Pick<SecretBox, 'open'>, now: string): Endpoint {
  const live = secrets.filter(({ until }) => until === undefined || until > now);
  return {
    url: box.open(settings.url, urlPurpose(id)),
    secrets: live.map(({ secret }) => box.open(secret, secretPurpose(id))),
  };
}

/** Opens each sealed text once, and keeps it as long as the sealed one is kept. */
export class OpenedTexts implements Pick<SecretBox, 'open'> {
  private readonly known = new WeakMap<SealedText, { readonly purpose: string; readonly text: string }>();

  constructor(private readonly box: Pick<SecretBox, 'open'>) {}

  open(sealed: SealedText, purpose: string): string {
    const known = this.known.get(sealed);
    if (known?.purpose === purpose) return known.text;
    const text = this.box.open(sealed, purpose);
    this.known.set(sealed, { purpose, text });
    return text;
  }
}

export const seenEndpoint = ({ resumed, settings }: Webhook): SeenEndpoint => ({ resumed, url: settings.url });

/** Everything of a webhook that is sealed. */
export const sealedOf = ({ settings, secrets }: Webhook): readonly SealedText[] => [
  settings.url,
  ...secrets.map(({ secret }) => secret),
];
