import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/**
 * What receivers publish of the bodies that they take, as far as ours use it: fields, and limits of lengths and numbers.
 * A field that isn't listed fails.
 */
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const fields = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** https://docs.slack.dev/reference/block-kit/blocks and …/composition-objects/text-object */
const plainText = (max: number) =>
  fields({ type: { const: 'plain_text' }, text: text(max), emoji: { type: 'boolean' } }, ['type', 'text']);
const slack = fields(
  {
    text: text(40_000),
    blocks: {
      type: 'array',
      maxItems: 50,
      items: {
        oneOf: [
          fields({ type: { const: 'header' }, text: plainText(150) }, ['type', 'text']),
          fields({ type: { const: 'section' }, text: plainText(3_000) }, ['type', 'text']),
          fields(
            {
              type: { const: 'context' },
              elements: {
                type: 'array',
                minItems: 1,
                maxItems: 10,
                items: fields({ type: { const: 'mrkdwn' }, text: text(3_000) }, ['type', 'text']),
              },
            },
            ['type', 'elements'],
          ),
        ],
      },
    },
    unfurl_links: { type: 'boolean' },
    unfurl_media: { type: 'boolean' },
  },
  ['text', 'blocks'],
);

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const discord = fields(
  {
    embeds: {
      type: 'array',
      minItems: 1,
      maxItems: 10,
      items: fields(
        {
          title: text(256),
          description: text(4_096),
          url: { type: 'string', format: 'uri' },
          timestamp: { type: 'string', format: 'date-time' },
          footer: fields({ text: text(2_048) }, ['text']),
        },
        [],
      ),
    },
    allowed_mentions: fields({ parse: { type: 'array', items: { enum: ['roles', 'users', 'everyone'] } } }, ['parse']),
  },
  ['embeds', 'allowed_mentions'],
);

/** https://developers.mattermost.com/integrate/reference/message-attachments */
const mattermost = fields(
  {
    attachments: {
      type: 'array',
      minItems: 1,
      items: fields(
        {
          fallback: { type: 'string' },
          title: { type: 'string' },
          title_link: { type: 'string', format: 'uri' },
          text: { type: 'string' },
          footer: { type: 'string' },
        },
        ['fallback'],
      ),
    },
  },
  ['attachments'],
);

/** The parts of schema 1.5 at https://adaptivecards.io/schemas/1.5.0/adaptive-card.json that our cards use. */
const textRun = fields(
  {
    type: { const: 'TextRun' },
    text: text(28_672),
    weight: { enum: ['Default', 'Lighter', 'Bolder'] },
    size: { enum: ['Default', 'Small', 'Medium', 'Large', 'ExtraLarge'] },
    isSubtle: { type: 'boolean' },
  },
  ['text'],
);
const card = fields(
  {
    $schema: { type: 'string', format: 'uri' },
    type: { const: 'AdaptiveCard' },
    version: { const: '1.5' },
    fallbackText: { type: 'string' },
    body: {
      type: 'array',
      items: fields(
        {
          type: { const: 'RichTextBlock' },
          horizontalAlignment: { enum: ['Left', 'Center', 'Right'] },
          inlines: { type: 'array', items: textRun },
        },
        ['type', 'inlines'],
      ),
    },
    actions: {
      type: 'array',
      items: fields(
        { type: { const: 'Action.OpenUrl' }, title: { type: 'string' }, url: { type: 'string', format: 'uri' } },
        ['type', 'url'],
      ),
    },
  },
  ['type', 'version'],
);
const teams = fields(
  {
    type: { const: 'message' },
    attachments: {
      type: 'array',
      minItems: 1,
      items: fields(
        {
          contentType: { const: 'application/vnd.microsoft.card.adaptive' },
          contentUrl: { type: 'null' },
          content: card,
        },
        ['contentType', 'content'],
      ),
    },
  },
  ['type', 'attachments'],
);

/** https://core.telegram.org/bots/api#sendmessage */
const plain = fields({ text: text(4_096) }, ['text']);

const ajv = new Ajv();
addFormats.default(ajv);
export const RECEIVERS = {
  slack: ajv.compile(slack),
  discord: ajv.compile(discord),
  mattermost: ajv.compile(mattermost),
  teams: ajv.compile(teams),
  text: ajv.compile(plain),
};
export type Receiver = keyof typeof RECEIVERS;

/** The longest body in bytes: of Teams a message, of Mattermost what is stored with it. */
export const MAX_BYTES: Readonly<Record<Receiver, number>> = {
  slack: 100_000,
  discord: 100_000,
  mattermost: 16_000,
  teams: 28_672,
  text: 50_000,
};
