import { ClusterInfo, EndPoint, MemberInfo, SupportedMethod, SupportedMethods } from './definitions.js';

/** Each method that is served, by its service, and what it can do. */
const METHODS = [
  ['streams.streams', 'append'],
  ['streams.streams', 'batchappend', 'deadline_duration'],
  ['streams.streams', 'read', 'position', 'events'],
  ['streams.streams', 'delete'],
  ['streams.streams', 'tombstone'],
  ['gossip.gossip', 'read'],
  ['server_features.serverfeatures', 'getsupportedmethods'],
] as const;

/** What a server says that it is, and can do. */
export function features(version: string): InstanceType<typeof SupportedMethods> {
  const methods = METHODS.map(([service, name, ...features]) =>
    new SupportedMethod()
      .setServiceName(`event_store.client.${service}`)
      .setMethodName(name)
      .setFeaturesList([...features]),
  );
  return new SupportedMethods().setEventStoreServerVersion(version).setMethodsList(methods);
}

/** Whom a server says that it knows: the leader, or one of whom it can't tell. */
export function members(
  { host, port }: { readonly host: string; readonly port: number },
  isLeaderless: boolean,
): InstanceType<typeof ClusterInfo> {
  const { LEADER, UNKNOWN } = MemberInfo.VNodeState;
  const leader = new MemberInfo()
    .setState(isLeaderless ? UNKNOWN : LEADER)
    .setIsAlive(true)
    .setTimeStamp('0')
    .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port));
  return new ClusterInfo().setMembersList([leader]);
}
