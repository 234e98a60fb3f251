// A receiver by the npm package standardwebhooks: reads a list of {"secret", "headers", "body"} from standard input and prints for each
// whether it was accepted.
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const accepts = ({ secret, headers, body }) => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(accepts)));
