/** What the sandbox tells the app of by itself, and where to. */

import type { Sandbox } from '../../sandbox/server';
import type { Item } from '../../zapier';

/** Sets the addresses that the sandbox posts to, as an owner does in HighLevel. */
export class Told {
  constructor(private readonly sandbox: Sandbox) {}

  /**
   * Lets the sandbox send to this address what an instant trigger waits for: the event that is chosen in its form,
   * or what workflows post. One address is known of each, as at HighLevel: the last one.
   */
  send({ key, input }: { key: string; input: Item }, address: string): void {
    const event = key === 'workflow_event' ? 'workflow' : String(input.event ?? '');
    if (event) this.sandbox.webhooks.setAddresses({ [event]: address });
  }

  /** Sends nothing more to this address. */
  stop(address: string): void {
    const { addresses } = this.sandbox.webhooks;
    for (const [event, url] of Object.entries(addresses)) {
      if (url === address) this.sandbox.webhooks.setAddresses({ [event]: null });
    }
  }
}
