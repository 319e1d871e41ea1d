kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"tolerations":[{"key":"dedicated","operator":"Exists"},{"key":"node-role.kubernetes.io/control-plane","effect":"NoSchedule"}]}}}}'
kubectl rollout status daemonset/log-agent
kubectl label node worker-1 worker-3 logs=on
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"logs":"on"}}}}}'
kubectl rollout status daemonset/log-agent
sleep 20
kubectl label node control-plane logs=on
sleep 30
