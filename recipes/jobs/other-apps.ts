/** The other apps of the jobs: what their steps are called, what they give, and what they are given. */

/** A step of another app, with the labels of its fields. */
export interface OtherStep {
  label: string;
  fields: { readonly [key: string]: string };
  /** The labels of what the step gives; a trigger gives its `fields`. */
  gives?: { readonly [key: string]: string };
}

/** Another app, with the steps that the jobs take from it. */
export interface OtherApp {
  label: string;
  triggers?: { readonly [key: string]: OtherStep };
  searches?: { readonly [key: string]: OtherStep };
  creates?: { readonly [key: string]: OtherStep };
}

const BOOKING = {
  event_name: 'Event Type Name',
  name: 'Invitee Name',
  email: 'Invitee Email',
  start_time: 'Event Start Time',
  end_time: 'Event End Time',
};

/** Every other app, by the name that the Zaps use. */
export const otherApps: { readonly [app: string]: OtherApp } = {
  facebook: {
    label: 'Facebook Lead Ads',
    triggers: {
      new_lead: {
        label: 'New Lead',
        fields: {
          first_name: 'First Name',
          last_name: 'Last Name',
          email: 'Email',
          phone_number: 'Phone Number',
          form_name: 'Form Name',
          campaign_name: 'Campaign Name',
        },
      },
    },
  },
  calendly: {
    label: 'Calendly',
    triggers: {
      invitee_created: { label: 'Invitee Created', fields: BOOKING },
      invitee_canceled: { label: 'Invitee Canceled', fields: BOOKING },
    },
  },
  mailchimp: {
    label: 'Mailchimp',
    creates: {
      unsubscribe: {
        label: 'Unsubscribe Email',
        fields: { audience: 'Audience', email: 'Subscriber Email' },
      },
      update_subscriber: {
        label: 'Add/Update Subscriber',
        fields: { audience: 'Audience', email: 'Subscriber Email', new_email: 'New Email Address' },
      },
    },
  },
  ai: {
    label: 'AI by Zapier',
    creates: {
      analyze: {
        label: 'Analyze and Return Data',
        fields: { instructions: 'Instructions', stages: 'Input “Stages”', text: 'Input “Text”' },
        gives: { summary: 'Summary', stage: 'Stage', draft: 'Draft' },
      },
    },
  },
  openai: {
    label: 'ChatGPT (OpenAI)',
    creates: {
      transcription: { label: 'Create Transcription', fields: { file: 'File' }, gives: { text: 'Text' } },
    },
  },
  approval: {
    label: 'Human in the Loop',
    creates: {
      request: {
        label: 'Request Approval',
        fields: {
          thread: 'Content to Review “Thread”',
          draft: 'Content to Review “Draft”',
          declined: 'Action If Reviewer Declines',
        },
        gives: { draft: 'Draft' },
      },
    },
  },
  sheets: {
    label: 'Google Sheets',
    triggers: {
      updated_row: {
        label: 'New or Updated Spreadsheet Row',
        fields: {
          row: 'Row Number',
          status: 'Status',
          text: 'Text',
          picture: 'Picture',
          platform: 'Platform',
          time: 'Time',
        },
      },
    },
    searches: {
      lookup_row: {
        label: 'Lookup Spreadsheet Row',
        fields: { sheet: 'Spreadsheet', column: 'Lookup Column', value: 'Lookup Value' },
        gives: { row: 'Row ID' },
      },
    },
    creates: {
      update_row: {
        label: 'Update Spreadsheet Row',
        fields: {
          sheet: 'Spreadsheet',
          row: 'Row',
          time: 'Time',
          status: 'Status',
          post: 'Post ID',
        },
      },
    },
  },
  schedule: {
    label: 'Schedule by Zapier',
    triggers: { every_day: { label: 'Every Day', fields: { id: 'ID' } } },
  },
  drive: {
    label: 'Google Drive',
    triggers: {
      new_or_updated_file: {
        label: 'Updated File',
        fields: { title: 'Title', html: 'Document as HTML', owner: 'Owner Name', folder: 'Folder Name' },
      },
    },
    searches: {
      find_file: {
        label: 'Find a File',
        fields: { folder: 'Folder', name: 'File Name' },
        gives: { file: 'File' },
      },
    },
    creates: {
      upload_file: { label: 'Upload File', fields: { folder: 'Folder', file: 'File' } },
    },
  },
  slack: {
    label: 'Slack',
    searches: {
      user_by_email: { label: 'Find User by Email', fields: { email: 'Email' }, gives: { id: 'ID' } },
    },
    creates: {
      direct_message: {
        label: 'Send Direct Message',
        fields: { user: 'To User', text: 'Message Text' },
      },
      channel_message: {
        label: 'Send Channel Message',
        fields: { channel: 'Channel', text: 'Message Text' },
      },
    },
  },
  airtable: {
    label: 'Airtable',
    triggers: {
      updated_record: { label: 'New or Updated Record', fields: { vin: 'VIN', mileage: 'Mileage' } },
    },
  },
  gmail: {
    label: 'Gmail',
    creates: {
      send_email: { label: 'Send Email', fields: { to: 'To', subject: 'Subject', body: 'Body' } },
    },
  },
  stripe: {
    label: 'Stripe',
    triggers: {
      new_payment: {
        label: 'New Payment',
        fields: {
          id: 'ID',
          email: 'Customer Email',
          amount: 'Amount',
          created: 'Created',
          card_brand: 'Card Brand',
          card_last4: 'Card Last 4',
        },
      },
    },
  },
  googleAds: {
    label: 'Google Ads',
    creates: {
      offline_conversion: {
        label: 'Send Offline Conversion',
        fields: {
          conversion: 'Conversion Action',
          gclid: 'GCLID',
          time: 'Conversion Date Time',
          value: 'Conversion Value',
          currency: 'Currency Code',
        },
      },
    },
  },
  facebookConversions: {
    label: 'Facebook Conversions',
    creates: {
      purchase_event: {
        label: 'Send Purchase Event',
        fields: {
          pixel: 'Pixel',
          event_id: 'Event ID',
          event_time: 'Event Time',
          value: 'Value',
          currency: 'Currency',
          email: 'Email',
          phone: 'Phone',
          click_id: 'Click ID',
        },
      },
    },
  },
  quickbooks: {
    label: 'QuickBooks Online',
    creates: {
      sales_receipt: {
        label: 'Create Sales Receipt',
        fields: {
          number: 'Sales Receipt Number',
          customer: 'Customer',
          email: 'Customer Email',
          description: 'Line Item Description',
          amount: 'Line Item Amount',
          currency: 'Currency',
        },
      },
    },
  },
  shipstation: {
    label: 'ShipStation',
    creates: {
      order: {
        label: 'Create Order',
        fields: {
          number: 'Order Number',
          date: 'Order Date',
          paid: 'Amount Paid',
          payment: 'Internal Notes',
          email: 'Customer Email',
          name: 'Ship To Name',
          street: 'Ship To Street',
          city: 'Ship To City',
          state: 'Ship To State',
          postal_code: 'Ship To Postal Code',
          country: 'Ship To Country',
          item_name: 'Item Name',
          quantity: 'Item Quantity',
          unit_price: 'Item Unit Price',
        },
      },
    },
  },
};
