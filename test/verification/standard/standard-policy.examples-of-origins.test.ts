import type { PolicyInputBuilder } from '../policy-input.builder.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { about } from './examples.js';
import { evaluateInputByReference } from './reference-evaluator/evaluator.js';

const record = { basis: 'document' } as const;
const video = { basis: 'recording' } as const;

/** What is recorded in words, the rule that decides, the origins, and what is recorded. */
const examples: readonly (readonly [string, string, readonly string[], () => PolicyInputBuilder])[] = [
  // Documents as a basis of one's own.
  [
    'two outlets each cite a record that they published',
    'corroborated/independent-origins',
    ['named herald', 'named post'],
    () =>
      about('nato')
        .published('a', 'herald')
        .published('b', 'post')
        .reported('one', 'herald', { ...record, cites: ['#a'] })
        .reported('two', 'post', { ...record, cites: ['#b'] }),
  ],
  [
    'two outlets each cite a record of somebody who said nothing',
    'corroborated/independent-origins',
    ['named herald', 'named post'],
    () =>
      about('nato')
        .published('a', 'archive')
        .reported('one', 'herald', { ...record, cites: ['#a'] })
        .reported('two', 'post', { ...record, cites: ['#a'] }),
  ],
  [
    'two outlets each cite a record without a publisher',
    'corroborated/independent-origins',
    ['named herald', 'named post'],
    () =>
      about('nato')
        .reported('one', 'herald', { ...record, cites: ['#a'] })
        .reported('two', 'post', { ...record, cites: ['#b'] }),
  ],
  [
    'an outlet cites its own video against a denial',
    'disputed/support-and-opposition',
    ['named herald'],
    () =>
      about('nato')
        .published('a', 'herald')
        .reported('saw', 'herald', { ...video, cites: ['#a'] })
        .denied('no', 'nato'),
  ],
  [
    'an unnamed actor cites the record of its outlet',
    'unverified/none',
    ['unnamed herald'],
    () =>
      about('nato')
        .published('a', 'herald')
        .asserted('says', 'diplomat', { ...record, cites: ['#a'] })
        .repeated('spread', 'herald'),
  ],
  [
    'an outlet cites a record whose publisher denied the claim',
    'unverified/none',
    [],
    () =>
      about('nato')
        .published('a', 'post')
        .reported('one', 'herald', { ...record, cites: ['#a'] })
        .denied('no', 'post'),
  ],
  [
    'an outlet cites a record whose publisher reacted',
    'unverified/none',
    ['unrecorded post'],
    () =>
      about('nato')
        .published('a', 'post')
        .reported('one', 'herald', { ...record, cites: ['#a'] })
        .reacted('note', 'post', { reaction: 'noted' }),
  ],
  [
    'an outlet on no basis of its own cites a record of somebody who said nothing',
    'unverified/none',
    ['unrecorded archive'],
    () =>
      about('nato')
        .published('a', 'archive')
        .reported('one', 'herald', { basis: 'named-source', cites: ['#a'] }),
  ],
  [
    'an outlet cites a record of its own and an entry that leads nowhere',
    'unverified/none',
    ['named herald'],
    () =>
      about('nato')
        .published('a', 'herald')
        .repeated('rumour', 'post')
        .reported('one', 'herald', { ...record, cites: ['#a', 'rumour'] }),
  ],
  [
    'an outlet cites a record of its own and another outlet',
    'corroborated/independent-origins',
    ['named herald', 'named post'],
    () =>
      about('nato')
        .published('a', 'herald')
        .reported('other', 'post', record)
        .reported('one', 'herald', { ...record, cites: ['#a', '@post'] }),
  ],
  [
    'the publisher of a record denies being cited',
    'unverified/none',
    [],
    () =>
      about('nato')
        .published('a', 'archive')
        .reported('one', 'herald', { ...record, cites: ['#a'] })
        .denied('never', 'archive', { of: 'one' }),
  ],
  // Entries of other claims.
  [
    'a witness retracts, and an outlet cites an unnamed actor in another claim',
    'unverified/none',
    ['unnamed herald'],
    () =>
      about('nato')
        .asserted('saw', 'witness', { basis: 'witnessed' })
        .retracted('sorry', 'witness', 'saw')
        .elsewhere('other/says', 'diplomat')
        .reported('report', 'post', { cites: ['other/says'] }),
  ],
  [
    'a witness retracts, and an outlet cites a named actor in another claim',
    'retracted/taken-back',
    ['unrecorded kyiv'],
    () =>
      about('nato')
        .asserted('saw', 'witness', { basis: 'witnessed' })
        .retracted('sorry', 'witness', 'saw')
        .elsewhere('other/says', 'kyiv')
        .reported('report', 'post', { cites: ['other/says'] }),
  ],
  [
    'an outlet cites an entry of another claim by a named and an unnamed actor',
    'unverified/none',
    ['unrecorded herald+kyiv'],
    () =>
      about('nato')
        .elsewhere('other/says', 'kyiv', 'diplomat')
        .reported('report', 'post', { cites: ['other/says'] }),
  ],
  [
    'an outlet cites an entry of another claim by a group',
    'unverified/none',
    ['unrecorded members'],
    () =>
      about('nato')
        .elsewhere('other/says', 'members')
        .reported('report', 'post', { cites: ['other/says'] }),
  ],
  [
    'an outlet cites an entry of another claim by an unknown maker',
    'unverified/none',
    ['unrecorded '],
    () => about('nato').reported('report', 'post', { cites: ['other/says'] }),
  ],
  // Groups never speak.
  ['a group asserts', 'unverified/none', [], () => about('nato').asserted('says', 'members', { basis: 'witnessed' })],
  [
    'a group asserts what its subject confirms',
    'unverified/none',
    ['unsourced nato'],
    () => about('nato').asserted('says', 'members', { basis: 'witnessed' }).confirmed('yes', 'nato'),
  ],
  [
    'an outlet cites an entry of a group',
    'unverified/none',
    ['unrecorded members'],
    () =>
      about('nato')
        .asserted('says', 'members', { basis: 'witnessed' })
        .reported('report', 'herald', { cites: ['says'] }),
  ],
  [
    'an outlet cites an entry of a group that cites a witness',
    'unverified/none',
    ['named witness'],
    () =>
      about('nato')
        .asserted('saw', 'witness', { basis: 'witnessed' })
        .asserted('says', 'members', { basis: 'witnessed', cites: ['saw'] })
        .reported('report', 'herald', { cites: ['says'] }),
  ],
  [
    'an outlet cites a group',
    'unverified/none',
    ['unrecorded members'],
    () => about('nato').reported('report', 'herald', { cites: ['@members'] }),
  ],
  [
    'a group asserts together with a witness',
    'unverified/none',
    ['named witness'],
    () => about('nato').asserted('says', ['members', 'witness'], { basis: 'witnessed' }),
  ],
  [
    'a group asserts together with a witness, who retracts',
    'retracted/taken-back',
    [],
    () =>
      about('nato')
        .asserted('says', ['members', 'witness'], { basis: 'witnessed' })
        .retracted('sorry', 'witness', 'says'),
  ],
  ['a group denies what it is about', 'unverified/none', [], () => about('members').denied('no', 'members')],
  [
    'a spokesman of a group denies what it is about',
    'denied/first-hand',
    [],
    () =>
      about('members')
        .speaksFor('spokesman', 'members')
        .denied('no', 'spokesman', { onBehalfOf: ['members'] }),
  ],
  [
    'a group denies, of one entry, that it is rightly attributed to its member',
    'unverified/none',
    ['named witness'],
    () =>
      about('nato')
        .speaksFor('members', 'witness')
        .asserted('saw', 'witness', { basis: 'witnessed' })
        .denied('never', 'members', { of: 'saw', onBehalfOf: ['witness'] }),
  ],
  // Joined actors.
  [
    'two ids of one actor each saw it',
    'unverified/none',
    ['named agence'],
    () =>
      about('nato')
        .joined('agence', 'agency')
        .asserted('a', 'agency', { basis: 'witnessed' })
        .asserted('b', 'agence', { basis: 'witnessed' }),
  ],
  [
    'two ids of one actor act jointly',
    'unverified/none',
    ['named agence'],
    () => about('nato').joined('agence', 'agency').asserted('a', ['agency', 'agence'], { basis: 'witnessed' }),
  ],
  [
    'an actor retracts under another id',
    'retracted/taken-back',
    [],
    () => about('nato').joined('agence', 'agency').asserted('a', 'agency').retracted('sorry', 'agence', 'a'),
  ],
  [
    'the subject denies under another id',
    'denied/first-hand',
    [],
    () => about('nato').joined('otan', 'nato').denied('no', 'otan'),
  ],
  [
    'a spokesman of another id denies',
    'denied/first-hand',
    [],
    () =>
      about('nato')
        .joined('otan', 'nato')
        .speaksFor('spokesman', 'otan')
        .denied('no', 'spokesman', { onBehalfOf: ['nato'] }),
  ],
  [
    'an outlet cites an actor by another id',
    'unverified/none',
    ['named agence'],
    () =>
      about('nato')
        .joined('agence', 'agency')
        .asserted('a', 'agency', { basis: 'witnessed' })
        .reported('report', 'herald', { cites: ['@agence'] }),
  ],
  [
    'the outlet of an unnamed actor has another id',
    'unverified/none',
    ['unnamed bulletin'],
    () => about('nato').joined('herald', 'bulletin').asserted('says', 'diplomat', { basis: 'witnessed' }),
  ],
  [
    'the publisher of a record is the citing outlet under another id',
    'unverified/none',
    ['named bulletin'],
    () =>
      about('nato')
        .joined('herald', 'bulletin')
        .published('a', 'bulletin')
        .reported('one', 'herald', { ...record, cites: ['#a'] })
        .reacted('note', 'bulletin', { reaction: 'noted' }),
  ],
];

const listed = (origins: readonly { nature: string; actors: readonly string[] }[]): string[] =>
  origins.map(({ nature, actors }) => `${nature} ${actors.join('+')}`);

describe.each(examples)('%s: %s, %j', (_, rule, origins, given) => {
  it('is what the policy returns', () => {
    const verification = standard.evaluate(given().build());
    expect([verification.rule, listed(verification.origins)]).toEqual([rule, origins]);
  });

  it('is what the reference evaluator returns', () => {
    const verification = evaluateInputByReference(given().build());
    expect([verification.rule, listed(verification.origins)]).toEqual([rule, origins]);
  });
});
