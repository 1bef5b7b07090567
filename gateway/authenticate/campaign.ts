import type { AskedRequest } from '../../kit/http/admission.ts';
import type { TrustedKeys } from '../../kit/trust/keys.ts';
import type { RequestClaims } from '../../kit/trust/request-context.ts';
import { HEADER } from '../../kit/trust/signature.ts';
import { SignatureCheck } from '../../kit/trust/signature-check.ts';
import { TRUST_OF_THE_GATEWAY } from '../../kit/trust/signers.ts';

/** What the campaign's questions to the gateway are signed for. */
const AUDIENCE = 'gateway';

/**
 * Questions of the campaign, each in the name of the viewer that its signed claims tell (P8). No token or key can say
 * what they say.
 */
export class CampaignQuestions {
  readonly #check: SignatureCheck;

  constructor(trusted: TrustedKeys) {
    this.#check = new SignatureCheck(trusted, TRUST_OF_THE_GATEWAY);
  }

  /** Whether a request says that it is one. */
  isOne({ headers }: AskedRequest): boolean {
    return headers[HEADER] !== undefined;
  }

  /**
   * In whose name it asks, and until when. Throws UNAUTHENTICATED where the campaign did not sign it just now, for the
   * gateway.
   */
  async callOf(
    { method, originalUrl: path, headers }: AskedRequest,
    body: () => Promise<Buffer>,
  ): Promise<Pick<RequestClaims, 'viewer' | 'deadline'>> {
    const claims = this.#check.claimsOf({ method, path, host: headers.host ?? '', audience: AUDIENCE }, headers);
    return this.#check.take(claims, await body());
  }
}
