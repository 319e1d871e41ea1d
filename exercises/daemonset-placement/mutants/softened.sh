# fails: taints-kept
# The taint is still called dedicated, but it keeps nobody away any more.
kubectl patch node worker-3 -p '{"spec":{"taints":[{"key":"dedicated","value":"batch","effect":"PreferNoSchedule"}]}}'
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"tolerations":[{"key":"node-role.kubernetes.io/control-plane","effect":"NoSchedule"}]}}}}'
sleep 60
kubectl label node worker-1 logs=on
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"logs":"on"}}}}}'
sleep 60
kubectl label node worker-2 logs=on
sleep 30
