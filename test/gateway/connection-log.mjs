// Loaded before a program, it appends to a file whatever the program connects to or looks up, whoever in it does so.
import { appendFileSync } from 'node:fs';
import dns from 'node:dns';
import dgram from 'node:dgram';
import { isIP, Socket } from 'node:net';
import process from 'node:process';

const note = (what) => appendFileSync(process.env.CONNECTION_LOG, `${what}\n`);

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...given) {
  const [options] = Array.isArray(given[0]) ? given[0] : given;
  note(options.path ?? `${options.host ?? 'localhost'}:${options.port}`);
  return connect.apply(this, given);
};

const lookup = dns.lookup;
dns.lookup = function (name, ...rest) {
  if (!isIP(name)) note(`lookup ${name}`);
  return lookup.call(this, name, ...rest);
};

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...given) {
  note('datagram');
  return send.apply(this, given);
};
