import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const A = 1;
const AAAA = 28;
/** A response to a recursive query; the last four bits say whether there is such a name. */
const FLAGS = { found: 0x8180, 'no-such-name': 0x8183 } as const;

const sockets: Socket[] = [];

interface Silence {
  /** Whether it doesn't answer queries for IPv6 addresses. */
  readonly aboutIPv6?: boolean;
}

/**
 * A name server on loopback that has some names, has heard of others that there are none, and says nothing of the rest.
 *
 * @param addresses an IPv4 or IPv6 address by name; undefined for a name that doesn't exist
 */
export async function nameServer(
  addresses: Readonly<Record<string, string | undefined>>,
  { aboutIPv6 = false }: Silence = {},
) {
  const queries: string[] = [];
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.on('message', (query, { port, address }) => {
    const { name, end } = nameIn(query);
    queries.push(name);
    if (!(name in addresses) || (aboutIPv6 && query.readUInt16BE(end - 4) === AAAA)) return;
    socket.send(answerTo(query, end, addresses[name]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, queries };
}

/** Ends them all, also after a failed test. */
export function closeNameServers(): void {
  for (const socket of sockets.splice(0)) socket.close();
}

/** The name of the first question, and where that ends. */
function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 5 };
}

/** Of the other type, there is no address. */
function answerTo(query: Buffer, end: number, address: string | undefined): Buffer {
  const type = query.readUInt16BE(end - 4);
  const own = address?.includes(':') === true ? AAAA : A;
  const hasAnswer = address !== undefined && type === own;
  const head = Buffer.from(query.subarray(0, end));
  head.writeUInt16BE(FLAGS[address === undefined && [A, AAAA].includes(type) ? 'no-such-name' : 'found'], 2);
  // One question, so many answers, nothing else.
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(hasAnswer ? 1 : 0, 6);
  head.writeUInt32BE(0, 8);
  if (!hasAnswer) return head;
  const bytes = own === AAAA ? ipv6Bytes(address) : Buffer.from(address.split('.').map(Number));
  // The name of the question, its type, class IN, 60 seconds, so many bytes.
  const record = Buffer.from([0xc0, 0x0c, 0, own, 0, 1, 0, 0, 0, 60, 0, bytes.length]);
  return Buffer.concat([head, record, bytes]);
}

/** The bytes of an address that has all its eight groups, or `::` between the first and the last ones. */
function ipv6Bytes(address: string): Buffer {
  const [first = [], last = []] = address.split('::').map((part) => part.split(':'));
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return Buffer.from([...first, ...zeros, ...last].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
