import type { Messages } from './en';
import { actionsZhCN } from './zh-CN-actions';
import { findingsZhCN } from './zh-CN-findings';
import { groupsZhCN } from './zh-CN-groups';
import { stepsZhCN } from './zh-CN-steps';
import { workZhCN } from './zh-CN-work';

export const zhCN: Messages = {
  ...actionsZhCN,
  ...findingsZhCN,
  ...groupsZhCN,
  ...stepsZhCN,
  ...workZhCN,
  'app.title': 'Ham4Db', 'nav.main': '主导航', 'nav.clusters': '集群', 'nav.problems': '问题', 'nav.recoveries': '恢复', 'nav.history': '历史', 'nav.status': '状态', 'nav.search': '搜索', 'nav.discover': '发现', 'nav.menu': '菜单', 'nav.skip': '跳到正文', 'nav.language': '语言', 'nav.scheme': '浅色或深色',
  'banner.lost': '与服务的连接已断开，看到的内容可能已过时。正在重试……', 'banner.recoveriesOff': '所有集群的自动恢复均已关闭。', 'banner.recoveriesOffBy': '所有集群的自动恢复均已关闭，操作人 {who}，{when}。', 'banner.readOnly': '本服务不接受任何人的更改。', 'banner.switchOn': '打开',
  'me.anonymous': '未要求身份', 'me.role': '角色：{role}', 'me.token': '令牌', 'me.tokenHelp': '本服务需要知道您是谁。请粘贴令牌；它只保存在这个标签页中。', 'me.signIn': '登录', 'me.signOut': '清除令牌',
  'denied.unknown': '尚不知道您是否有权限。', 'denied.read-only': '本服务不接受任何人的更改。', 'denied.role': '需要角色“{needed}”；您的角色是“{has}”。',
  'role.none': '无', 'role.known': '无', 'role.viewer': '查看者', 'role.operator': '操作员', 'role.admin': '管理员', 'role.agent': '代理',
  'error.unreachable': '无法连接到服务。', 'error.title': '没有成功', 'error.retry': '重试', 'error.crash': '页面出错。重新加载也许有用。',
  'list.filter': '筛选', 'list.empty': '这里没有内容。', 'list.none': '没有匹配“{filter}”的内容。', 'list.count': '{shown} / {total}', 'list.previous': '上一页', 'list.next': '下一页', 'list.page': '第 {page} 页',
  'loading': '正在加载……', 'yes': '是', 'no': '否', 'none': '无', 'unknown': '未知', 'close': '关闭', 'cancel': '取消',
  'time.ago.s': '{n} 秒前', 'time.ago.m': '{n} 分钟前', 'time.ago.h': '{n} 小时前', 'time.ago.d': '{n} 天前',
  'clusters.title': '集群', 'clusters.summary': '{clusters} 个集群，{instances} 个实例，{broken} 个有故障', 'clusters.filter': '按名称、主库、分析结果筛选……', 'clusters.onlyTrouble': '只看有问题的', 'clusters.none': '还没有已知的集群。给出其中任意一个实例，其余的会自动发现。',
  'clusters.state': '状态', 'clusters.cluster': '集群', 'clusters.primary': '主库', 'clusters.size': '规模', 'clusters.durability': '持久性', 'clusters.ifPrimaryDied': '如果主库宕机', 'clusters.problems': '{n} 个有问题',
  'state.recovering': '恢复中', 'state.broken': '故障', 'state.stale': '无人监视', 'state.warning': '警告', 'state.problems': '有问题', 'state.blocked': '无法切换', 'state.healthy': '正常',
  'outlook.takesOver': '由 {candidate} 接管', 'outlook.nobody': '没有实例可以接管', 'outlook.unknown': '未知',
  'durability.asynchronous': '异步', 'durability.semiSynchronous': '半同步', 'durability.synchronous': '同步', 'durability.asynchronous.help': '提交不等待任何副本：故障切换可能丢失已确认的事务。', 'durability.semiSynchronous.help': '提交等待副本，超时后不再等待。', 'durability.synchronous.help': '提交一直等待同步备库或多数派。',
  'cluster.topology': '拓扑', 'cluster.plan': '推演', 'cluster.recoveries': '恢复', 'cluster.history': '历史', 'cluster.settings': '设置', 'cluster.compact': '紧凑', 'cluster.asTree': '拓扑图', 'cluster.asList': '列表', 'cluster.fit': '显示全部', 'cluster.map': '缩略图',
  'cluster.watch': '查看进展', 'cluster.blocked': '需要恢复 {instance}，但被阻止：{reason}', 'cluster.blockEnds': '将在 {time} 后自动解除。', 'cluster.blockPerson': '只能由人来解除。', 'cluster.acknowledge': '确认', 'cluster.disabledHere': '该集群的自动恢复已关闭。', 'cluster.lastRecovery': '最近一次恢复',
  'cluster.dataCenters': '数据中心', 'cluster.dragHint': '把一个实例拖到另一个上即可移动。用键盘：选择实例，然后“移动到……之下”。', 'cluster.group': '{n} 个相同的副本', 'cluster.openGroup': '展开这 {n} 个副本', 'cluster.settingsTitle': '{cluster} 的设置', 'cluster.alias': '别名', 'cluster.autoRecovery': '该集群的自动恢复', 'cluster.forget': '移除这个集群', 'cluster.forgetHelp': '将移除它的全部实例，以及停机窗口和标签。再次给出其中一个实例时会重新发现。',
  'role.primary': '主库', 'role.coPrimary': '双主', 'role.intermediate': '中间副本', 'role.replica': '副本', 'role.detached': '已脱离',
  'mark.writable': '可写', 'mark.readOnly': '只读', 'mark.semiSyncSource': '半同步源，{n} 个副本确认', 'mark.semiSyncReplica': '确认提交（半同步）', 'mark.errant': '游离事务：{set}', 'mark.downtime': '停机窗口至 {until}，{owner}：{reason}', 'mark.maintenance': '{owner} 正在维护：{reason}', 'mark.demoted': '在故障切换中失去角色，尚未重新加入', 'mark.rule': '提升：{rule}', 'mark.lag': '延迟 {time}', 'mark.unreachable': '无法连接', 'mark.notReplicating': '没有在复制', 'mark.filters': '有复制过滤', 'mark.delay': '延迟复制 {time}', 'mark.cascade': '级联备机：须先成为备机才能提升', 'mark.managedBy': '角色由 {manager} 决定：仅观察', 'mark.noLogUpdates': '不记录复制来的更新',
  'drop.ok': '把 {instance} 移动到 {target} 之下', 'drop.self': '实例不能以自己为源。', 'drop.already': '{instance} 已经从 {target} 复制。', 'drop.descendant': '{target} 在 {instance} 之下：会形成环。', 'drop.primary': '{instance} 是主库：请先移交其角色。', 'drop.targetDead': '无法连接到 {target}。', 'drop.instanceDead': '无法连接到 {instance}。', 'drop.noLog': '{target} 不记录复制来的更新，因此不能作为源。', 'drop.promote': '{instance} 已经从主库复制。要把它提升为主库，请计划一次切换。', 'drop.checking': '正在检查……', 'drop.allowed': '可以放在那里。', 'drop.refused': '不能放在那里。',
  'relocate.title': '把 {instance} 移动到 {target} 之下', 'relocate.choose': '移动到……之下', 'relocate.chooseTitle': '把 {instance} 移动到……之下',
  'plan.steps': '步骤', 'plan.noSteps': '无需任何操作。', 'plan.refused': '无法执行', 'plan.warnings': '请注意', 'plan.confirm': '执行', 'plan.running': '正在执行', 'plan.done': '完成', 'plan.failed': '没有成功', 'plan.parallel': '编号相同的步骤同时进行。', 'plan.leftOut': '保持不变', 'plan.title': '如果……', 'plan.question': '发生什么？', 'plan.dies': '某个实例现在宕机', 'plan.takeover': '计划内切换', 'plan.instance': '实例', 'plan.newPrimary': '新主库', 'plan.auto': '最合适的', 'plan.successor': '由 {candidate} 接管', 'plan.nobody': '没有实例接管', 'plan.blockers': '阻止因素', 'plan.noBlockers': '没有阻止因素。', 'plan.loss': '会丢失什么', 'plan.candidates': '考虑过的实例', 'plan.chosen': '选中', 'plan.eligible': '可以', 'plan.notEligible': '不可以', 'plan.lost': '将被留下', 'plan.takeoverNow': '移交主库角色', 'plan.typeName': '请输入 {name} 以确认', 'plan.typeHelp': '移交期间，客户端会短暂无法写入。',
  'recoveries.title': '恢复', 'recoveries.open': '只看未确认的', 'recoveries.of': '集群 {cluster}', 'recoveries.all': '所有集群',
  'recovery.title': '恢复', 'recovery.started': '开始', 'recovery.failed': '故障实例', 'recovery.successor': '接管者', 'recovery.kind': '类型', 'recovery.status': '结果', 'recovery.duration': '耗时', 'recovery.actor': '发起者', 'recovery.automatic': '自动', 'recovery.timeline': '时间线', 'recovery.step': '步骤', 'recovery.at': '时刻', 'recovery.took': '耗时', 'recovery.target': '实例', 'recovery.running': '进行中', 'recovery.unfinished': '没有结束', 'recovery.errors': '出了什么问题', 'recovery.acknowledged': '{who} 于 {when} 确认：{comment}', 'recovery.notAcknowledged': '还没有人确认。在确认之前，该集群后续的自动恢复会被暂时阻止。', 'recovery.comment': '说明', 'recovery.before': '之前', 'recovery.after': '之后', 'recovery.topologies': '前后拓扑', 'recovery.noHistory': '历史没有保留到那个时刻。', 'recovery.hooks': 'Webhook 通知', 'recovery.hooksNone': '没有配置 webhook。', 'recovery.hooksWaiting': '{queued} 个等待，{dead} 个已放弃', 'recovery.hookEvent': '事件', 'recovery.hookAttempts': '尝试次数', 'recovery.hookProblem': '最近一次应答', 'recovery.hooksDelivered': '没有等待：全部已送达。', 'recovery.zero': '发现',
  'status.running': '进行中', 'status.succeeded': '成功', 'status.partlySucceeded': '部分成功', 'status.failed': '失败', 'status.refused': '被拒绝', 'status.superseded': '被取代', 'status.cancelled': '已取消', 'status.accepted': '已接受',
  'problems.title': '问题', 'problems.findings': '分析结果', 'problems.instances': '有问题的实例', 'problems.none': '一切正常。', 'problems.replicas': '影响 {n} 个副本', 'problems.downtimed': '停机窗口',
  'history.title': '历史', 'history.of': '{cluster} 的历史', 'history.audit': '审计', 'history.detections': '检测', 'history.operations': '操作', 'history.time': '时间', 'history.type': '类型', 'history.who': '操作者', 'history.what': '内容', 'history.cluster': '集群', 'history.instance': '实例', 'history.slider': '时刻', 'history.moment': '第 {n} 次变化，共 {total} 次', 'history.changed': '当时变化', 'history.removed': '消失：{instance}', 'history.noChange': '自保留历史以来没有变化。',
  'search.title': '搜索', 'search.placeholder': '实例、集群、页面或操作……', 'search.hint': '方向键选择，回车打开，Esc 关闭。', 'search.kind.cluster': '集群', 'search.kind.instance': '实例', 'search.kind.page': '页面',
  'discover.title': '发现', 'discover.help': '以 主机:端口 的形式给出集群中的一个实例，其余的会由此发现。', 'discover.engine': '引擎', 'discover.address': '地址', 'discover.found': '已知 {instance}。',
  'status.title': '状态', 'status.me': '您的身份', 'status.name': '名称', 'status.method': '认证方式', 'status.roleEverywhere': '全局角色', 'status.may.viewer': '查看一切。', 'status.may.operator': '还可以更改实例和集群。', 'status.may.admin': '还可以更改影响所有集群的设置。', 'status.switches': '开关', 'status.autoRecoveries': '所有集群的自动恢复', 'status.switchOff': '关闭', 'status.confirmOff': '将关闭所有集群的自动恢复。在重新打开之前，不会提升任何实例。', 'status.confirmOn': '将打开所有集群的自动恢复。', 'status.webhooks': 'Webhook 通知', 'status.configuration': '生效的配置', 'status.notes': '读取配置时的提示', 'status.key': '键', 'status.value': '值', 'status.connection': '实时更新', 'status.live.live': '已连接', 'status.live.connecting': '正在连接', 'status.live.lost': '已断开',
};
