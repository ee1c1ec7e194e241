import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'

/** Asks a web server for a page; what comes back is read by whoever asked. One that begins to speak another protocol has failed: without an ear for that, Node would tell nobody that nothing comes any more. */
export const askWeb = (url: URL, options: RequestOptions & { rejectUnauthorized?: boolean, servername?: string }): Promise<IncomingMessage> => {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    request(url, options, resolve).once('error', reject).once('upgrade', (_response, socket) => {
      socket.destroy()
      reject(new Error('It began to speak another protocol'))
    }).end()
  })
}
