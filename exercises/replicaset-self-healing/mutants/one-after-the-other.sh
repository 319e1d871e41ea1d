# fails: looked scaled
# asks: again-and-again
# To get rid of the pods for good, they are deleted again and again.
kubectl create -f myapp-rs.yaml
sleep 30
for i in 1 2; do kubectl delete pods -l app=myapp; sleep 20; done
