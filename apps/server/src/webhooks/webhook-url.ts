/** Which addresses webhooks may go to: none that only this server can reach (SSRF). */
import { BlockList, isIP } from "node:net";

/** Not the public internet: IANA's special-purpose registries (RFC 6890 and its updates), and multicast. */
const PRIVATE_NETWORKS = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
] as const;

/** Of IPv6 only global unicast addresses are public at all; these parts of them are not, or carry IPv4 inside. */
const PRIVATE_NETWORKS_6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"] as const;

const privateAddresses = new BlockList();
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");
for (const network of PRIVATE_NETWORKS) addNetwork(network, "ipv4");
for (const network of PRIVATE_NETWORKS_6) addNetwork(network, "ipv6");

function addNetwork(network: string, family: "ipv4" | "ipv6"): void {
  const [address, bits] = network.split("/") as [string, string];
  privateAddresses.addSubnet(address, Number(bits), family);
}

/** Whether an IP address belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  if (isIP(address) === 4) return !privateAddresses.check(address, "ipv4");
  if (isIP(address) !== 6) return false;
  return globalUnicast.check(address, "ipv6") && !privateAddresses.check(address, "ipv6");
}

/**
 * Why a webhook may not go there, as far as its URL tells; names are looked up, and checked, when it is delivered.
 * @param privateAllowed for development: private addresses, and http to this machine
 */
export function webhookUrlProblem(text: string, privateAllowed: boolean): string | undefined {
  if (!URL.canParse(text)) return "not a URL";
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return "no user name or password may stand in it";
  const host = hostname.replace(/^\[|\]$/g, "");
  const local = host === "localhost" || host.endsWith(".localhost") || /^127\.|^::1$/.test(host);
  if (protocol === "http:" && !(local && privateAllowed)) return "https expected";
  if (protocol !== "http:" && protocol !== "https:") return "https expected";
  if (privateAllowed) return undefined;
  if (local || (isIP(host) !== 0 && !isPublicAddress(host))) {
    return "a private address: allowed only where the server's WRISTPRINT_PRIVATE_WEBHOOKS is 1";
  }
  return undefined;
}
