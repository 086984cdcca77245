import type { Json } from '../../lib/json.js';
import { ExpressionError, type Expressions } from '../expressions/expressions.js';
import { toDiscord } from './discord.js';
import { toMattermost } from './mattermost.js';
import { type Format, FormatError, type Formatting, type FormattedBody, type Notification } from './notification.js';
import { toSlack } from './slack.js';
import { toTeams } from './teams.js';
import { toText } from './text.js';

export interface FormatOptions {
  /** A JSONata expression, for `template`. Its input is the notification, its result is what is sent. */
  readonly template?: string;
}

const FORMATTINGS: Readonly<Record<Exclude<Format, 'template'>, Formatting>> = {
  cloudevents: ({ event }) => event,
  slack: toSlack,
  discord: toDiscord,
  teams: toTeams,
  mattermost: toMattermost,
  text: toText,
};

/** Makes the bodies of webhooks: the same notification always has the same body. */
export class Formatter {
  constructor(private readonly expressions: Pick<Expressions, 'evaluate'>) {}

  /** Throws a `FormatError` if a template has no result. */
  async format(format: Format, notification: Notification, options: FormatOptions = {}): Promise<FormattedBody> {
    const contentType = format === 'cloudevents' ? 'application/cloudevents+json' : 'application/json';
    const value =
      format === 'template' ? await this.filled(options.template, notification) : FORMATTINGS[format](notification);
    return { contentType: `${contentType}; charset=utf-8`, body: JSON.stringify(value) };
  }

  private async filled(template: string | undefined, notification: Notification): Promise<Json> {
    if (template === undefined) throw new FormatError('The format "template" requires a template.');
    try {
      return await this.expressions.evaluate(template, notification as unknown as Json);
    } catch (error) {
      if (error instanceof ExpressionError) throw new FormatError(`The template can't be filled: ${error.message}`);
      throw error;
    }
  }
}
