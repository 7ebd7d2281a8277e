import './return-parameters.ts'; // the first to run
import { OnwardPay } from './onward-pay.ts';

/*
 * The script that an agency puts on its page. Loaded twice, or in two versions, the first one stays.
 */

OnwardPay.apiOrigin = new URL(import.meta.url).origin;
if (customElements.get('onward-pay'))
  console.info(`onward-pay is defined already; ${import.meta.url} does nothing`);
else customElements.define('onward-pay', OnwardPay);
