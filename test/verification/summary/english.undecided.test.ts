import { about, claim, describeSummaries, positionOf } from './newsroom.js';

describeSummaries([
  [
    'a group',
    'Nobody in particular says so, only a group: NATO members; NATO, whom it is about, has not spoken.',
    () => about('nato').asserted('a', 'allies'),
  ],
  [
    'a group, cited',
    'Nobody in particular says so, only a group: NATO members, by way of TASS; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .asserted('a', 'allies')
        .reported('b', 'tass', { cites: ['a'] }),
  ],
  [
    'a reading of a remark',
    "Nobody says so: The Hill reads it into a remark of John Kirby's.",
    () => about('nato').elsewhere('other/says', 'kirby').readInto('a', 'hill', 'other/says'),
  ],
  [
    'a reading of a document',
    'Nobody says so: The Hill reads it into “The minutes”.',
    () => about('nato').interpreted('a', 'hill', 'The minutes'),
  ],
  [
    'readings of a voided remark',
    'Nobody says so: The Hill and The Post read it into a statement.',
    () => about('nato').readInto('a', 'hill', 'gone').readInto('b', 'post', 'gone'),
  ],
  [
    'repetition only',
    'Nobody says so in their own name: an unidentified publisher repeats it; NATO, whom it is about, has not spoken.',
    () => about('nato').repeated('a', 'blog'),
  ],
  [
    'repetition by several who go by one name',
    'Nobody says so in their own name: Russian propaganda machines repeat it; NATO, whom it is about, has not spoken.',
    () => about('nato').repeated('a', 'machines'),
  ],
  [
    'an organization whose name is in the plural',
    'Only the Armed Forces of Ukraine say so, and give no basis; NATO, whom it is about, has not spoken.',
    () => about('nato').asserted('a', 'army', { basis: 'none-given' }),
  ],
  [
    'reports that cite only what does not count',
    'RIA and TASS say so, but only on the word of others, which does not count; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reacted('noted', 'post', { reaction: 'noted' })
        .reported('a', 'tass', { cites: ['noted'] })
        .reported('b', 'ria', { cites: ['a'] })
        .repeated('c', 'blog', { cites: ['b'] }),
  ],
  [
    'a report without a basis, and somebody who is only cited',
    'TASS says so, and gives no basis; of one other, no basis is on record; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'tass', { basis: 'none-given' })
        .reported('b', 'post', { cites: ['@kirby'] }),
  ],
  [
    'words that were denied',
    'John Kirby denies having said so; Ukraine, whom it is about, has not spoken.',
    () =>
      about('ukraine')
        .asserted('a', 'kirby', { document: 'interview' })
        .published('interview', 'post')
        .denied('b', 'kirby', { of: 'a' }),
  ],
  [
    'a change of mind',
    'TASS said so, and later the contrary; NATO, whom it is about, has not spoken.',
    () => about('nato').asserted('a', 'tass', { on: '2024-01' }).denied('b', 'tass', { on: '2024-02' }),
  ],
  [
    'a withdrawn attribution',
    'What had been attributed to John Kirby was withdrawn; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .asserted('a', 'kirby', { document: 'story' })
        .published('story', 'post')
        .retracted('b', 'post', 'a'),
  ],
  [
    'a report of denied words',
    'John Kirby denies having said so; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .asserted('a', 'kirby')
        .denied('b', 'kirby', { of: 'a' })
        .reported('c', 'tass', { cites: ['a'] }),
  ],
  [
    'joined ids of one actor',
    'Only TASS says so, and gives no basis; NATO, whom it is about, has not spoken.',
    () => about('nato').joined('tass', 'tass-agency').reported('a', 'tass').reported('b', 'tass-agency'),
  ],
  [
    'merged claims',
    'La Repubblica and TASS say so, and neither gives a basis; NATO and Ukraine, whom it is about, have not spoken.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .withSameClaim('second', { about: ['ukraine'] })
        .reported('b', 'repubblica'),
  ],
  [
    'a denial by an outsider',
    'Only TASS says so, and gives no basis; Russia denies it, as a third party; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'tass').denied('b', 'russia'),
  ],
  [
    'a partial denial',
    'Only TASS says so, and gives no basis; NATO, whom it is about, denies a part of it.',
    () => about('nato').reported('a', 'tass').denied('b', 'nato', { extent: 'part' }),
  ],
  [
    'a partial confirmation',
    'Only TASS says so, and gives no basis; NATO, whom it is about, confirms a part of it.',
    () => about('nato').reported('a', 'tass').confirmed('b', 'nato', { extent: 'part' }),
  ],
  [
    'doubts',
    'Only TASS says so, and gives no basis; AP and an unidentified publisher question it; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'tass').questioned('b', 'blog').questioned('c', 'ap'),
  ],
  [
    'condemnation',
    'Only TASS says so, and gives no basis; Ukraine condemned it; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'tass').reacted('b', 'ukraine'),
  ],
  [
    'no answer',
    'Only TASS says so, and gives no basis; NATO, whom it is about, gave no answer when asked; Ukraine, whom it is also about, has not spoken.',
    () =>
      about('nato', 'ukraine')
        .reported('a', 'tass')
        .searched('b', 'ap', 'no-answer', { asked: ['nato'] }),
  ],
  [
    'an answer declined',
    'Only TASS says so, and gives no basis; NATO, whom it is about, declined to answer.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .searched('b', 'ap', 'declined', { asked: ['nato'] }),
  ],
  [
    'forged evidence',
    'Only TASS says so, and gives no basis; “The minutes”, offered as evidence, was found forged by AFP; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .evidence('b', 'afp', 'supports', { authenticity: 'forged', document: 'The minutes' }),
  ],
  [
    'unexamined evidence',
    'Only TASS says so, and gives no basis; “The minutes”, offered as evidence, has not been examined; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .evidence('b', 'afp', 'supports', { authenticity: 'unexamined', document: 'The minutes' }),
  ],
  [
    'contested evidence',
    'Only TASS says so, and gives no basis; “The minutes”, offered as evidence, is held genuine by some and forged by others; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .evidence('b', 'afp', 'supports', { document: 'The minutes' })
        .evidence('c', 'ap', 'supports', { authenticity: 'forged', document: 'The minutes' }),
  ],
  [
    'evidence by a party',
    'Only TASS says so, and gives no basis; NATO, whom it is about, offers “memo” as evidence.',
    () => about('nato').reported('a', 'tass').evidence('b', 'nato', 'refutes'),
  ],
  [
    'a search that found something',
    'Only TASS says so, and gives no basis; one search, in May 2024, found a confirmation; NATO, whom it is about, has not spoken.',
    () => about('nato').reported('a', 'tass').searched('b', 'afp', 'found', { on: '2024-05' }),
  ],
  [
    'an expired search',
    'Only TASS says so, and gives no basis; one search found nothing, but was good only until 1 May 2024; NATO, whom it is about, has not spoken.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .searched('b', 'afp', 'found-nothing', { on: '2024-04-04', goodUntil: '2024-05-01' }),
  ],
  [
    'a search that found nothing',
    'One origin: La Repubblica, which names no source, by way of TASS; one search, by 4 April 2024, found nothing.',
    () =>
      about('nato')
        .reported('a', 'repubblica')
        .reported('b', 'tass', { cites: ['a'] })
        .searched('c', 'blog', 'found-nothing', { on: '../2024-04-04' }),
  ],
  [
    'an undated search',
    'Only TASS says so, and gives no basis; one search found nothing.',
    () => about('nato').reported('a', 'tass').searched('c', 'afp', 'found-nothing'),
  ],
  [
    'three searches',
    'Only TASS says so, and gives no basis; three searches, the latest on 5 March 2024, found nothing.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .searched('b', 'afp', 'found-nothing', { on: '2024-01' })
        .searched('c', 'ap', 'found-nothing', { on: '2024-02' })
        .searched('d', 'hill', 'found-nothing', { on: '2024-03-05' }),
  ],
  [
    'a search for what nobody says',
    'Nobody is on record as saying so; one search, on 5 March 2024, found nothing.',
    () => about('nato').searched('c', 'afp', 'found-nothing', { on: '2024-03-05' }),
  ],
  [
    'a position that others report',
    'Only TASS says so, and gives no basis; Vladimir Putin, whose position it would be, has not spoken.',
    () => positionOf('putin').reported('a', 'tass'),
  ],
  ['a claim about nobody', 'Only TASS says so, and gives no basis.', () => claim().reported('a', 'tass')],
]);
