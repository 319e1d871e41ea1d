# fails: tolerated taints-kept selected follows
# Only one of the two taints is tolerated.
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"tolerations":[{"key":"dedicated","operator":"Exists"}]}}}}'
sleep 60
kubectl label node worker-1 logs=on
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"logs":"on"}}}}}'
sleep 60
kubectl label node worker-2 logs=on
sleep 30
