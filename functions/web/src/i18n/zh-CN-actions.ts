import type { actions } from './en-actions';

export const actionsZhCN: Record<keyof typeof actions, string> = {
  'instance.title': '实例 {instance}', 'instance.server': '服务器', 'instance.condition': '它的自述', 'instance.replication': '复制', 'instance.channels': '其他复制通道', 'instance.gtid': '事务', 'instance.semiSync': '半同步复制',
  'instance.decisions': '人工设定', 'instance.place': '位置', 'instance.events': '最近事件', 'instance.actions': '操作', 'instance.tags': '标签', 'instance.charts': '延迟与探测', 'instance.gone': '该集群中已没有这个实例。',
  'field.address': '地址', 'field.version': '版本', 'field.flavor': '产品', 'field.reportedHost': '自报名称', 'field.serverId': '服务器标识', 'field.uptime': '运行时间', 'field.seen': '最近一次看到', 'field.probe': '探测耗时',
  'field.readOnly': '只读', 'field.binlog': '二进制日志', 'field.logUpdates': '记录复制来的更新', 'field.lastError': '最近一次检查', 'field.problems': '问题', 'field.role': '角色', 'field.condition': '状态', 'field.managedBy': '角色由谁决定', 'field.source': '复制源', 'field.receiver': '接收线程', 'field.applier': '应用线程',
  'field.receiverError': '接收错误', 'field.applierError': '应用错误', 'field.lag': '延迟', 'field.delay': '设定的延迟', 'field.usesGtid': '按 GTID 定位', 'field.tls': '到复制源的 TLS', 'field.user': '用户', 'field.read': '已读取到', 'field.executed': '已执行到',
  'field.executedGtid': '已执行', 'field.purgedGtid': '已清除', 'field.errant': '游离事务', 'field.replicas': '副本', 'field.dataCenter': '数据中心', 'field.region': '地域', 'field.environment': '环境', 'field.alias': '别名',
  'field.promotion': '提升规则', 'field.downtime': '停机窗口', 'field.maintenance': '维护', 'field.semiSource': '作为源', 'field.semiReplica': '作为副本',
  'rule.must': '必须', 'rule.prefer': '优先', 'rule.neutral': '中立', 'rule.preferNot': '尽量不', 'rule.mustNot': '禁止',
  'action.relocate': '移动到……之下', 'action.whatIf': '如果它宕机？', 'action.takeover': '提升为主库……', 'action.downtime': '开始停机窗口……', 'action.endDowntime': '结束停机窗口', 'action.maintenance': '开始维护……', 'action.endMaintenance': '结束维护',
  'action.startReplica': '启动复制', 'action.stopReplica': '停止复制', 'action.restartReplica': '重启复制', 'action.setReadOnly': '设为只读', 'action.setWriteable': '设为可写', 'action.rejoin': '回退并重新加入……', 'action.rejoinHelp': '它将重新成为 {source} 的备库。只有它拥有的内容会被丢弃：', 'action.rejoinNothing': '未发现只有它拥有的内容', 'action.rejoinUnknown': '无法得知是什么', 'action.rule': '提升规则……', 'action.tag': '添加标签……', 'action.forget': '移除', 'action.more': '更多操作',
  'action.confirm': '执行', 'action.title': '{action}：{instance}', 'action.reason': '原因', 'action.duration': '时长', 'action.name': '名称', 'action.value': '值', 'action.forgetHelp': '不再监视它。如果仍有其他实例与它有复制关系，会再次被发现。', 'action.removeTag': '移除标签 {tag}',
  'why.isPrimary': '它是主库。', 'why.notReplica': '它没有在复制。', 'why.notDirect': '只有主库的直接副本才能接管。', 'why.runs': '复制正在运行。', 'why.stopped': '复制没有运行。', 'why.isReadOnly': '它是只读的。', 'why.isWritable': '它是可写的。', 'why.unreachable': '无法连接到它。',
};
