/** Numbers of AWS that get messages which never leave it, and need no verification: one is delivered, one fails (aws-facts 1.6). */
export const TEST_NUMBERS: readonly {
  readonly country: string;
  readonly success: string;
  readonly failure: string;
}[] = [
  { country: 'US', success: '+14254147755', failure: '+14254147167' },
  { country: 'GB', success: '+447860019066', failure: '+447860019067' },
  { country: 'AU', success: '+61455944038', failure: '+61455944039' },
  { country: 'FR', success: '+33755512501', failure: '+33755512502' },
  { country: 'ES', success: '+34683783440', failure: '+34683783442' },
  { country: 'IT', success: '+394390009172', failure: '+394390009174' },
  { country: 'NL', success: '+3197008100148', failure: '+3197008100150' },
  { country: 'SE', success: '+46790645100', failure: '+46790645102' },
  { country: 'CH', success: '+41798075872', failure: '+41798075874' },
  { country: 'AT', success: '+43676800442031', failure: '+43676800442032' },
  { country: 'BE', success: '+32460213922', failure: '+32460213923' },
  { country: 'PL', success: '+48732141440', failure: '+48732141442' },
];
