import { Router } from 'express';
import { sendHtml } from './html.ts';

const BODY = `<p>各部门、国有企业拖欠中小企业账款的统一查询：一个接口，一个答案，每笔账只计一次。</p>
<ul>
<li><a href="/graphql">查询页</a>：打开即有示例问题，可以修改、提问；“Docs”里是全部字段的说明。</li>
<li><a href="/reports">固定报表</a>：您可以取用的报表，供表格软件按地址取数。</li>
<li><a href="/graphql/schema">接口定义</a>：按您的权限列出可以查询的全部内容（GraphQL SDL）。</li>
</ul>
<p>浏览器要求登录时，用户名任意，密码填接口密钥（API key）。程序请用请求头 <code>Authorization</code> 或 <code>X-API-Key</code>；密钥和令牌不要写在网址里。</p>`;

/** `GET /`: a page for people, which leads to what there is. It tells strangers nothing that the others do not. */
export function home(demo: boolean): Router {
  return Router().get('/', (_request, response) => sendHtml(response, { title: '清欠一张图', body: BODY, demo }));
}
